/**
 * The AWS wire and nothing else: how operations, values and errors look as bytes in JSON 1.1 and CBOR 1.1, and what the
 * constraints of a shape say when they are broken. Knows the JDK and Jackson only, so any server can carry it.
 */
@NullMarked
package io.millrace.wire;

import org.jspecify.annotations.NullMarked;
