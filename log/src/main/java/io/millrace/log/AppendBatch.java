package io.millrace.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way into a log, for one or several shards. The bytes of all records lie in one buffer, so a request of
 * 500 records costs no object per record. Filled by one thread, then handed to the log, then read again in
 * {@link AppendListener#committed}; never used by two at once. {@link #clear} makes it good for the next request.
 */
public final class AppendBatch {
    /** In the place of a position: the shard was sealed or deleted before the record reached it. */
    public static final long REFUSED = -1;

    private byte[] buffer;
    private int bytes;
    private int size;
    private ShardLog[] shards;
    private int[] offsets;
    private int[] keyLengths;
    private int[] dataLengths;
    private long[] positions;
    private long arrivalMillis;
    private long @Nullable [] movedArrivals;

    /**
     * @param records how many records to expect
     * @param bytes how many bytes of keys and data to expect; both grow when needed
     */
    public AppendBatch(int records, int bytes) {
        int room = Math.max(records, 1);
        buffer = new byte[Math.max(bytes, 16)];
        shards = new ShardLog[room];
        offsets = new int[room];
        keyLengths = new int[room];
        dataLengths = new int[room];
        positions = new long[room];
    }

    /**
     * Makes room for one more record at the end.
     *
     * @return the offset in {@link #buffer} (asked for after this call) where the key's bytes go, the data right behind
     */
    public int add(ShardLog shard, int keyLength, int dataLength) {
        if (size == shards.length) growRecords();
        int offset = bytes;
        int end = Math.addExact(offset, Math.addExact(keyLength, dataLength));
        if (end > buffer.length)
            buffer = Arrays.copyOf(buffer, (int) Math.max(end, Math.min(2L * buffer.length, Integer.MAX_VALUE - 8)));
        shards[size] = shard;
        offsets[size] = offset;
        keyLengths[size] = keyLength;
        dataLengths[size] = dataLength;
        size++;
        bytes = end;
        return offset;
    }

    /** Adds a record of another batch, for a shard. */
    public void copy(AppendBatch from, int record, ShardLog shard) {
        int length = from.keyLengths[record] + from.dataLengths[record];
        int offset = add(shard, from.keyLengths[record], from.dataLengths[record]);
        System.arraycopy(from.buffer, from.offsets[record], buffer, offset, length);
    }

    private void growRecords() {
        int room = 2 * shards.length;
        shards = Arrays.copyOf(shards, room);
        offsets = Arrays.copyOf(offsets, room);
        keyLengths = Arrays.copyOf(keyLengths, room);
        dataLengths = Arrays.copyOf(dataLengths, room);
        positions = Arrays.copyOf(positions, room);
    }

    /** Forgets all records and keeps the memory. */
    public void clear() {
        Arrays.fill(shards, 0, size, null);
        size = 0;
        bytes = 0;
        arrivalMillis = 0;
        movedArrivals = null;
    }

    /** The bytes of all records; another array after an {@link #add} that had to grow it. */
    public byte[] buffer() {
        return buffer;
    }

    public int size() {
        return size;
    }

    /** Bytes of all keys and data. */
    public int bytes() {
        return bytes;
    }

    public ShardLog shard(int record) {
        return shards[record];
    }

    public int offset(int record) {
        return offsets[record];
    }

    public int keyLength(int record) {
        return keyLengths[record];
    }

    public int dataLength(int record) {
        return dataLengths[record];
    }

    /** Where a committed record is in its shard, or {@link #REFUSED}. */
    public long position(int record) {
        return positions[record];
    }

    /** How many records of a committed batch were {@link #REFUSED}. */
    public int refused() {
        int refused = 0;
        for (int i = 0; i < size; i++) if (positions[i] == REFUSED) refused++;
        return refused;
    }

    /** When a record was committed, in milliseconds since 1970. */
    public long arrivalMillis(int record) {
        long moved = movedArrivals == null ? 0 : movedArrivals[record];
        return moved == 0 ? arrivalMillis : moved;
    }

    /** Tells where a refused record went instead, when it was stored with a batch of its own. */
    public void moved(int record, long position, long millis) {
        if (movedArrivals == null) movedArrivals = new long[size];
        movedArrivals[record] = millis;
        positions[record] = position;
    }

    /** For engines: tells where a record went. */
    public void placed(int record, long position) {
        positions[record] = position;
    }

    /** For engines: tells when the batch was committed. */
    public void arrived(long millis) {
        arrivalMillis = millis;
    }
}
