/**
 * Records on their way out by polling: an iterator names a place in a shard, and each call gives the records from there
 * and the next iterator. Records are encoded straight from the log's memory.
 */
@NullMarked
package io.millrace.streams.consume;

import org.jspecify.annotations.NullMarked;
