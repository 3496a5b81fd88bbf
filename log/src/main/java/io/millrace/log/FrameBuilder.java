package io.millrace.log;

import io.millrace.log.JournalFormat.Header;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lays the records of many batches out as one frame, each shard's together. Owned by the commit thread and used again
 * for every frame, so that a record costs two passes over numbers and one copy of its bytes, but no object.
 *
 * <p>The first pass gives every record its position and its block, the second copies. A shard's block is closed at
 * {@link #BLOCK_BYTES}, so that a reader on disk never has to fetch much more than it wants.
 */
final class FrameBuilder {
    /** A block takes no more records when it would grow beyond this; one larger record has a block to itself. */
    static final int BLOCK_BYTES = 64 << 10;

    private int blocks;
    private int records;
    private long bodyBytes;
    private int[] recordBlock = new int[1024];
    private Shard[] shards = new Shard[64];
    private int[] types = new int[64];
    private long[] streams = new long[64];
    private long[] firsts = new long[64];
    private int[] counts = new int[64];
    private int[] lengths = new int[64];
    private int[] bodies = new int[64];
    private int[] cursors = new int[64];
    private int[] crcs = new int[64];

    /**
     * Most bytes a batch can need in a frame of its own.
     *
     * @throws IllegalArgumentException if a record can't be stored at all
     */
    static long worstBytes(AppendBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (!(batch.shard(i) instanceof Shard) || batch.keyLength(i) > JournalFormat.KEY_BYTES) {
                throw new IllegalArgumentException("record " + i + ": a shard of another log, or a key of more than "
                        + JournalFormat.KEY_BYTES + " bytes");
            }
        }
        return JournalFormat.FRAME_HEADER_BYTES
                + batch.bytes()
                + (long) batch.size() * (JournalFormat.ROW_BYTES + JournalFormat.ENTRY_BYTES);
    }

    void clear() {
        Arrays.fill(shards, 0, blocks, null);
        blocks = 0;
        records = 0;
        bodyBytes = 0;
    }

    /** Gives the records of a batch their positions. */
    void add(AppendBatch batch) {
        int size = batch.size();
        if (records + size > recordBlock.length) {
            recordBlock = Arrays.copyOf(recordBlock, Math.max(records + size, 2 * recordBlock.length));
        }
        for (int i = 0; i < size; i++) {
            var shard = (Shard) batch.shard(i);
            if (shard.closing) {
                batch.placed(i, AppendBatch.REFUSED);
                recordBlock[records++] = -1;
                continue;
            }
            int bytes = JournalFormat.ENTRY_BYTES + batch.keyLength(i) + batch.dataLength(i);
            int block = shard.openBlock - 1;
            if (block < 0 || lengths[block] + bytes > BLOCK_BYTES) {
                block = open(JournalFormat.RECORDS, shard.key().stream(), shard);
                shard.openBlock = block + 1;
            }
            lengths[block] += bytes;
            counts[block]++;
            bodyBytes += bytes;
            batch.placed(i, shard.next++);
            recordBlock[records++] = block;
        }
    }

    void seal(Shard shard) {
        open(JournalFormat.SEAL, shard.key().stream(), shard);
        shard.closing = true;
    }

    /** @param anyShard any shard of the stream; stands for all of them */
    void delete(Shard anyShard) {
        open(JournalFormat.DELETE, anyShard.key().stream(), anyShard);
    }

    private int open(int type, long stream, Shard shard) {
        if (blocks == shards.length) grow();
        types[blocks] = type;
        streams[blocks] = stream;
        shards[blocks] = shard;
        firsts[blocks] = shard.next;
        counts[blocks] = 0;
        lengths[blocks] = 0;
        return blocks++;
    }

    private void grow() {
        int room = 2 * blocks;
        shards = Arrays.copyOf(shards, room);
        types = Arrays.copyOf(types, room);
        streams = Arrays.copyOf(streams, room);
        firsts = Arrays.copyOf(firsts, room);
        counts = Arrays.copyOf(counts, room);
        lengths = Arrays.copyOf(lengths, room);
        bodies = Arrays.copyOf(bodies, room);
        cursors = Arrays.copyOf(cursors, room);
        crcs = Arrays.copyOf(crcs, room);
    }

    int blocks() {
        return blocks;
    }

    /** Bytes of the frame without padding. */
    int bytes() {
        return Math.toIntExact(JournalFormat.FRAME_HEADER_BYTES + (long) blocks * JournalFormat.ROW_BYTES + bodyBytes);
    }

    /** Writes the frame, padded to a page, to memory that was found for it. */
    void write(
            ByteBuffer memory, int at, Iterable<AppendBatch> batches, Header segment, long number, long arrivalMillis) {
        int body = JournalFormat.FRAME_HEADER_BYTES + blocks * JournalFormat.ROW_BYTES;
        for (int b = 0; b < blocks; b++) {
            bodies[b] = body;
            cursors[b] = at + body;
            body += lengths[b];
        }
        copy(memory, batches);
        for (int b = 0; b < blocks; b++) {
            crcs[b] = Pages.crc32c(memory, at + bodies[b], lengths[b]);
            putRow(memory, at + JournalFormat.FRAME_HEADER_BYTES + b * JournalFormat.ROW_BYTES, b, arrivalMillis);
        }
        JournalFormat.putFrameHeader(memory, at, segment, number, arrivalMillis, body, blocks);
        for (int i = at + body; i < at + Pages.up(body); i++) memory.put(i, (byte) 0);
    }

    private void copy(ByteBuffer memory, Iterable<AppendBatch> batches) {
        int record = 0;
        for (var batch : batches) {
            var bytes = batch.buffer();
            for (int i = 0; i < batch.size(); i++) {
                int block = recordBlock[record++];
                if (block < 0) continue;
                int keyLength = batch.keyLength(i);
                int dataLength = batch.dataLength(i);
                int to = cursors[block];
                memory.putShort(to, (short) keyLength).putInt(to + 2, dataLength);
                memory.put(to + JournalFormat.ENTRY_BYTES, bytes, batch.offset(i), keyLength + dataLength);
                cursors[block] = to + JournalFormat.ENTRY_BYTES + keyLength + dataLength;
            }
        }
    }

    private void putRow(ByteBuffer memory, int to, int block, long arrivalMillis) {
        memory.putInt(to, types[block]).putInt(to + 4, shards[block].key().shard());
        memory.putLong(to + 8, streams[block]).putLong(to + 16, firsts[block]);
        memory.putLong(to + 24, arrivalMillis).putInt(to + 32, counts[block]);
        memory.putInt(to + 36, lengths[block]).putInt(to + 40, bodies[block]);
        memory.putInt(to + 44, crcs[block]);
    }

    /** Makes the frame's records visible; it is durable at this place of the journal and at this cache address. */
    void publish(long place, long cached, long arrivalMillis) {
        for (int b = 0; b < blocks; b++) {
            if (types[b] != JournalFormat.RECORDS) continue;
            var shard = shards[b];
            shard.openBlock = 0;
            shard.publish(
                    firsts[b], arrivalMillis, place + bodies[b], cached + bodies[b], counts[b], lengths[b], crcs[b]);
        }
    }

    /** Tells those who wait for records, or for the end, once a shard. */
    void callListeners(java.util.function.Consumer<Runnable> call) {
        for (int b = 0; b < blocks; b++) {
            if (types[b] == JournalFormat.DELETE || shards[b].openBlock != 0) continue;
            shards[b].openBlock = 1;
            for (var listener : shards[b].listeners()) call.accept(listener);
        }
        for (int b = 0; b < blocks; b++) shards[b].openBlock = 0;
    }

    /** Takes back what the frame had planned: it is not stored. */
    void rollBack() {
        for (int b = 0; b < blocks; b++) shards[b].rollBack();
    }
}
