package io.millrace.streams.fanout;

import io.millrace.streams.shard.SequenceNumber;

/**
 * A subscription as it is at one moment.
 *
 * @param place where it goes on
 * @param behindRecords records that wait to be sent to it
 * @param behindMillis how long they have been waiting, about
 * @param sentRecords sent since it began
 * @param sentBytes data and keys of those
 */
public record Watched(
        Consumer consumer,
        String shardId,
        long startedMillis,
        SequenceNumber place,
        long behindRecords,
        long behindMillis,
        long sentRecords,
        long sentBytes) {}
