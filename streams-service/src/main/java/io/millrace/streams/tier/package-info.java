/** Where the log's old segments go when they are not kept on the local disk. */
@NullMarked
package io.millrace.streams.tier;

import org.jspecify.annotations.NullMarked;
