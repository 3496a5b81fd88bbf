package io.millrace.firehose.delivery;

import io.millrace.log.ShardLog;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a chunk, read from the log each time they are asked for. They are copied out a slice at a time, so that a
 * destination that takes its time holds nothing of the log.
 */
public final class ChunkContent {
    private static final int SLICE_BYTES = 256 * 1024;
    private static final int SLICE_RECORDS = 4096;
    private static final Logger log = LoggerFactory.getLogger(ChunkContent.class);

    private final ShardLog shard;
    private final Chunk chunk;
    private final long from;

    /** Takes the records, one after another. */
    public interface Sink {
        /**
         * @param arrivalMillis when the record was accepted, or the one that it was made of, in milliseconds since 1970
         * @return false to take neither this record nor a later one
         */
        boolean record(long position, long arrivalMillis, byte[] buffer, int offset, int length) throws IOException;
    }

    ChunkContent(ShardLog shard, Chunk chunk, long from) {
        this.shard = shard;
        this.chunk = chunk;
        this.from = from;
    }

    /** Shows every record in order until one is declined, but those that the log has lost to damage: it says so. */
    public void read(Sink sink) throws IOException {
        var slice = new Slice();
        long at = from;
        int records = 0;
        while (at < chunk.to()) {
            slice.clear();
            long next = shard.read(at, slice::add);
            if (!slice.show(sink)) return;
            records += slice.records;
            // A declined record is where the next slice begins.
            if (slice.records == 0 && next <= at) break;
            at = next;
        }
        if (from == chunk.from() && records < chunk.records())
            log.atError()
                    .addKeyValue("stream", chunk.stream())
                    .addKeyValue("lane", chunk.lane())
                    .addKeyValue("chunk", chunk.number())
                    .addKeyValue("lost", chunk.records() - records)
                    .log("records can't be read any more, the others are delivered");
    }

    /** Records copied out of the log. */
    private final class Slice {
        private final int most = Math.min(SLICE_RECORDS, chunk.records());
        private byte[] bytes = new byte[(int) Math.min(SLICE_BYTES, chunk.bytes())];
        private final long[] positions = new long[most];
        private final long[] arrivals = new long[most];
        private final int[] ends = new int[most];
        private int records;

        void clear() {
            records = 0;
        }

        private int end() {
            return records == 0 ? 0 : ends[records - 1];
        }

        boolean add(
                long position,
                long arrivalMillis,
                java.nio.ByteBuffer memory,
                int key,
                int keyLength,
                int data,
                int dataLength) {
            if (position >= chunk.to() || records == most) return false;
            int from = end();
            if (from + dataLength > bytes.length) {
                if (records > 0) return false;
                bytes = Arrays.copyOf(bytes, dataLength);
            }
            memory.get(data, bytes, from, dataLength);
            positions[records] = position;
            arrivals[records] = LaneRecord.arrival(memory, key, keyLength, arrivalMillis);
            ends[records] = from + dataLength;
            records++;
            return true;
        }

        boolean show(Sink sink) throws IOException {
            int from = 0;
            for (int i = 0; i < records; i++) {
                if (!sink.record(positions[i], arrivals[i], bytes, from, ends[i] - from)) return false;
                from = ends[i];
            }
            return true;
        }
    }
}
