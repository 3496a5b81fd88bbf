/** What a shard is: its range of hash keys, its sequence numbers, its place among the shards of a stream. Pure values. */
@NullMarked
package io.millrace.streams.shard;

import org.jspecify.annotations.NullMarked;
