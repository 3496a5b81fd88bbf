/** The tags of delivery streams. */
@NullMarked
package io.millrace.firehose.tag;

import org.jspecify.annotations.NullMarked;
