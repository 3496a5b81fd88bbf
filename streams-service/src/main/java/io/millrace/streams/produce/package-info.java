/**
 * Records on their way in. A put is parsed where it lies in the request, routed by its hash key, handed to the log in one
 * batch, and answered when the log says that it is on disk. The two operations have a short cut each; what the short cut
 * does not understand, {@link io.millrace.streams.produce.PutRecords} and its sister answer with the exact error.
 */
@NullMarked
package io.millrace.streams.produce;

import org.jspecify.annotations.NullMarked;
