/**
 * Durable append-only logs behind one small interface. A caller appends a batch of records for any number of shards and
 * is told when all of it is on disk; it reads a shard from any position, in commit order. What a stream, a sequence
 * number or a retention period is, this room does not know.
 */
@NullMarked
package io.millrace.log;

import org.jspecify.annotations.NullMarked;
