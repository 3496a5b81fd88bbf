/**
 * Where records go. The shapes of all destinations as the wire has them; what they may say beyond the constraints of the
 * API model, the defaults of what they don't say, and what an update makes of them.
 */
@NullMarked
package io.millrace.firehose.destination;

import org.jspecify.annotations.NullMarked;
