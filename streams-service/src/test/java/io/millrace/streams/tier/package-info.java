/** Tests of the object store behind the log. */
@NullMarked
package io.millrace.streams.tier;

import org.jspecify.annotations.NullMarked;
