package io.millrace.firehose.delivery;

import io.millrace.log.ShardLog;

/**
 * Where a buffer ends that closes now.
 *
 * @param to the position behind its last record
 */
record Cut(long to, int records, long bytes) {
    /** All records from a position on until their data is as large as asked, or there are no more. */
    static Cut of(ShardLog shard, long from, long bytes) {
        var cut = new Object() {
            long to = from;
            int records;
            long sum;
        };
        shard.read(from, (position, arrival, memory, key, keyLength, data, dataLength) -> {
            if (cut.sum >= bytes) return false;
            cut.to = position + 1;
            cut.records++;
            cut.sum += dataLength;
            return true;
        });
        return new Cut(cut.to, cut.records, cut.sum);
    }
}
