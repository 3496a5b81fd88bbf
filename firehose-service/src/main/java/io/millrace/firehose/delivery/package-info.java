/**
 * From the log to the destination. A buffer holds no records, only where they are in the log; when it closes, what it holds
 * becomes a chunk, whose row is in the database before anything leaves, so that a crash delivers the same again and nothing
 * else. Where a chunk goes and how is a {@link io.millrace.firehose.delivery.Delivery} of another room.
 */
@NullMarked
package io.millrace.firehose.delivery;

import org.jspecify.annotations.NullMarked;
