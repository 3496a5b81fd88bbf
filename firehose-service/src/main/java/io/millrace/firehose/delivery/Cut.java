package io.millrace.firehose.delivery;

import io.millrace.log.ShardLog;

/**
 * Where a buffer ends that closes now.
 *
 * @param to the position behind its last record
 * @param oldestMillis when its first record arrived, or -1 if it is empty
 */
record Cut(long to, int records, long bytes, long oldestMillis) {
    /** All records from a position on until their data is as large as asked, or there are no more. */
    static Cut of(ShardLog shard, long from, long bytes) {
        var cut = new Object() {
            long to = from;
            int records;
            long sum;
            long oldest = -1;
        };
        shard.read(from, (position, arrival, memory, key, keyLength, data, dataLength) -> {
            if (cut.sum >= bytes) return false;
            if (cut.records == 0) cut.oldest = LaneRecord.arrival(memory, key, keyLength, arrival);
            cut.to = position + 1;
            cut.records++;
            cut.sum += dataLength;
            return true;
        });
        return new Cut(cut.to, cut.records, cut.sum, cut.oldest);
    }
}
