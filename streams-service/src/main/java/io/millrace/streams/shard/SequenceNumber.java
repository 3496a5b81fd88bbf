package io.millrace.streams.shard;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The number of a record in its shard, in the form of AWS's version 2: one integer of 188 bits, printed in decimal, 56
 * digits long. The index stands above the arrival time, so numbers grow in commit order whatever the clock does; the
 * shard's creation stands above both, so a child's numbers lie above its parents'.
 *
 * <pre>
 *   bits 187..184  the number 2
 *        183..148  when the shard was created, in seconds since 1970
 *        147..144  the lowest four bits of the shard's index
 *        143..80   the record's index in its shard, from 1; the top bit is 0
 *         79..72   zero
 *         71..36   when the record arrived, in seconds since 1970
 *         35..4    the shard's index
 *          3..0    the version, 2
 * </pre>
 *
 * @param shardCreated seconds since 1970
 * @param shard the shard's index
 * @param index 0 for the number that a shard starts with, which no record has; a record at position p has p + 1
 * @param arrived seconds since 1970, or {@link #BETWEEN} for a number that no record has
 */
public record SequenceNumber(long shardCreated, int shard, long index, long arrived) {
    /** Digits of every number that is given out. */
    public static final int DIGITS = 56;

    private static final long TIME_BITS = 0xFFFFFFFFFL;
    /** In place of the arrival: the number stands between two records, above the one and below the other. */
    private static final long BETWEEN = TIME_BITS;

    private static final int VERSION = 2;
    private static final int BILLION = 1_000_000_000;

    /** The number of the record at a position. */
    public static SequenceNumber ofPosition(long shardCreated, int shard, long position, long arrivalMillis) {
        return new SequenceNumber(shardCreated, shard, position + 1, arrivalMillis / 1000);
    }

    /**
     * A number for the place before a position: above that of every record before it, below that of the record at it.
     * Reading at it and reading after it are the same, so whoever goes on from it loses and doubles nothing.
     */
    public static SequenceNumber before(long shardCreated, int shard, long position) {
        return new SequenceNumber(shardCreated, shard, position, BETWEEN);
    }

    /** True for a number that {@link #before} made. */
    public boolean betweenRecords() {
        return arrived == BETWEEN;
    }

    /** Reads a number that we could have given out; empty for any other. */
    public static Optional<SequenceNumber> parse(String decimal) {
        if (decimal.length() != DIGITS) return Optional.empty();
        BigInteger number;
        try {
            number = new BigInteger(decimal);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        long low = number.longValue();
        long middle = number.shiftRight(64).longValue();
        long high = number.shiftRight(128).longValue();
        if (number.signum() <= 0 || high >>> 56 != 2 || (low & 0xF) != VERSION || (middle >>> 8 & 0xFF) != 0)
            return Optional.empty();
        int shard = (int) (low >>> 4);
        long index = middle >>> 16 | (high & 0xFFFF) << 48;
        if (shard < 0 || index < 0 || (high >>> 16 & 0xF) != (shard & 0xF)) return Optional.empty();
        return Optional.of(
                new SequenceNumber(high >>> 20 & TIME_BITS, shard, index, low >>> 36 | (middle & 0xFF) << 28));
    }

    /** Writes the 56 digits of the number of a record, without an object on the way. */
    public static void write(
            long shardCreated, int shard, long position, long arrivalMillis, byte[] target, int offset) {
        writeDigits(shardCreated, shard, position + 1, arrivalMillis / 1000, target, offset);
    }

    private static void writeDigits(long created, int shard, long index, long arrived, byte[] target, int offset) {
        long low = VERSION | (shard & 0xFFFFFFFFL) << 4 | arrived << 36;
        long middle = (arrived >>> 28 & 0xFF) | index << 16;
        long high = index >>> 48 | (shard & 0xFL) << 16 | (created & TIME_BITS) << 20 | 2L << 56;
        long a = high >>> 32;
        long b = high & 0xFFFFFFFFL;
        long c = middle >>> 32;
        long d = middle & 0xFFFFFFFFL;
        long e = low >>> 32;
        long f = low & 0xFFFFFFFFL;
        // Division by 10^9, limb by limb: each round gives nine digits from the right.
        for (int end = offset + DIGITS; end > offset; end -= 9) {
            long r = a % BILLION;
            a /= BILLION;
            r = r << 32 | b;
            b = r / BILLION;
            r = r % BILLION << 32 | c;
            c = r / BILLION;
            r = r % BILLION << 32 | d;
            d = r / BILLION;
            r = r % BILLION << 32 | e;
            e = r / BILLION;
            r = r % BILLION << 32 | f;
            f = r / BILLION;
            int nine = (int) (r % BILLION);
            int from = Math.max(end - 9, offset);
            for (int i = end - 1; i >= from; i--) {
                target[i] = (byte) ('0' + nine % 10);
                nine /= 10;
            }
        }
    }

    @Override
    public String toString() {
        byte[] digits = new byte[DIGITS];
        writeDigits(shardCreated, shard, index, arrived, digits, 0);
        return new String(digits, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
