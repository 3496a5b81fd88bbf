/**
 * The front door: bytes in, bytes out. One port tells clear text from TLS and HTTP/1.1 from HTTP/2, in either; behind it
 * every request is an {@link io.millrace.kit.http.Exchange}, whatever carried it. Knows nothing of AWS.
 */
@NullMarked
package io.millrace.kit.http;

import org.jspecify.annotations.NullMarked;
