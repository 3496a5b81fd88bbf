/** The tag operations, the old ones by stream and the new ones by resource. */
@NullMarked
package io.millrace.streams.tag;

import org.jspecify.annotations.NullMarked;
