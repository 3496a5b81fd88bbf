/** Kinesis Data Streams. A room per feature: shards, streams, producing, consuming, tags. */
@NullMarked
package io.millrace.streams;

import org.jspecify.annotations.NullMarked;
