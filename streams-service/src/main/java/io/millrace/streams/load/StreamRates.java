package io.millrace.streams.load;

import io.millrace.streams.stream.Stream;

/** What a stream, or several, bore each second while it was sampled last. Reads are those of pollers and of consumers. */
record StreamRates(double writtenRecords, double writtenBytes, double readRecords, double readBytes) {
    static final StreamRates NONE = new StreamRates(0, 0, 0, 0);

    /** What a stream's shards bore, as they were sampled last. */
    static StreamRates ofShards(Stream stream) {
        double writtenRecords = 0;
        double writtenBytes = 0;
        double readRecords = 0;
        double readBytes = 0;
        for (var shard : stream.shards().all()) {
            var rates = shard.load().latest();
            writtenRecords += rates.writtenRecords();
            writtenBytes += rates.writtenBytes();
            readRecords += rates.readRecords();
            readBytes += rates.readBytes();
        }
        return new StreamRates(writtenRecords, writtenBytes, readRecords, readBytes);
    }

    StreamRates plus(StreamRates other) {
        return new StreamRates(
                writtenRecords + other.writtenRecords,
                writtenBytes + other.writtenBytes,
                readRecords + other.readRecords,
                readBytes + other.readBytes);
    }

    StreamRates plusRead(double records, double bytes) {
        return new StreamRates(writtenRecords, writtenBytes, readRecords + records, readBytes + bytes);
    }

    boolean isNone() {
        return equals(NONE);
    }
}
