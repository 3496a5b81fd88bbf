package io.millrace.log;

import java.util.Arrays;

/**
 * Where a shard's records are in the journal: one row of six numbers a block, in one array, because a busy node has
 * hundreds of thousands of blocks and most shards have none. Guarded by its shard.
 *
 * <pre>
 * row   first position | arrival | place | cache address | records (32) and bytes of the body (32) | CRC32C of the body
 * place is the segment's id in the upper 32 bits and the body's offset in the segment in the lower.
 * </pre>
 */
final class BlockIndex {
    private static final int WIDTH = 6;
    private static final long[] NONE = {};

    private long[] rows = NONE;
    private int head;
    private int tail;

    /** A block's row, taken out to be read without the shard's lock. */
    record Block(long first, long arrivalMillis, long place, long cached, int records, int bytes, int crc) {
        long end() {
            return first + records;
        }

        long segment() {
            return place >>> 32;
        }

        int offset() {
            return (int) place;
        }
    }

    static long place(long segment, long offset) {
        return segment << 32 | offset;
    }

    int size() {
        return tail - head;
    }

    void add(long first, long arrivalMillis, long place, long cached, int records, int bytes, int crc) {
        if ((tail + 1) * WIDTH > rows.length) makeRoom();
        int at = tail++ * WIDTH;
        rows[at] = first;
        rows[at + 1] = arrivalMillis;
        rows[at + 2] = place;
        rows[at + 3] = cached;
        rows[at + 4] = (long) records << 32 | bytes;
        rows[at + 5] = crc;
    }

    private void makeRoom() {
        int size = size();
        var to = (size + 1) * 2 * WIDTH <= rows.length ? rows : new long[Math.max(2 * WIDTH, 2 * size * WIDTH)];
        System.arraycopy(rows, head * WIDTH, to, 0, size * WIDTH);
        rows = to;
        head = 0;
        tail = size;
    }

    Block get(int row) {
        int at = (head + row) * WIDTH;
        return new Block(
                rows[at],
                rows[at + 1],
                rows[at + 2],
                rows[at + 3],
                (int) (rows[at + 4] >>> 32),
                (int) rows[at + 4],
                (int) rows[at + 5]);
    }

    long first(int row) {
        return rows[(head + row) * WIDTH];
    }

    long arrivalMillis(int row) {
        return rows[(head + row) * WIDTH + 1];
    }

    /** Bytes of the bodies of all blocks; looks at each of them. */
    long bytes() {
        long bytes = 0;
        for (int row = head; row < tail; row++) bytes += (int) rows[row * WIDTH + 4];
        return bytes;
    }

    /** The row of the block that holds a position, or of the first one behind it; {@link #size} if there is none. */
    int find(long position) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int at = (head + middle) * WIDTH;
            if (rows[at] + (rows[at + 4] >>> 32) <= position) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** The first row committed at or after a time; {@link #size} if there is none. */
    int findTime(long arrivalMillis) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrivalMillis(middle) < arrivalMillis) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** How many rows at the front lie in segments up to this one. */
    int countThrough(long segment) {
        int count = 0;
        while (count < size() && rows[(head + count) * WIDTH + 2] >>> 32 <= segment) count++;
        return count;
    }

    /** Forgets rows at the front, and the memory when none is left. */
    void drop(int count) {
        head += count;
        if (head < tail) {
            if (rows.length > 64 * WIDTH && size() * 4 * WIDTH < rows.length) {
                rows = Arrays.copyOfRange(rows, head * WIDTH, tail * WIDTH);
                tail -= head;
                head = 0;
            }
            return;
        }
        rows = NONE;
        head = 0;
        tail = 0;
    }
}
