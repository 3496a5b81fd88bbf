/** The live tail: what a stream takes, shown in a browser as it comes. */
@NullMarked
package io.millrace.gateway.tail;

import org.jspecify.annotations.NullMarked;
