/** Every service in one process, with an embedded PostgreSQL: what {@code ./millrace up} starts. */
@NullMarked
package io.millrace.standalone;

import org.jspecify.annotations.NullMarked;
