/** How objects are compressed: the formats of the API, byte by byte as its readers expect them. */
@NullMarked
package io.millrace.firehose.compress;

import org.jspecify.annotations.NullMarked;
