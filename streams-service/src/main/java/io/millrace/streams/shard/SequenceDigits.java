package io.millrace.streams.shard;

import java.nio.charset.StandardCharsets;

/**
 * Writes the digits of sequence numbers one after the other. Records that follow each other in a shard within a second have
 * numbers that differ by 2^80: that is added to the digits of the one before, which costs a third of making them anew. Used
 * by one thread.
 */
public final class SequenceDigits {
    private static final int BILLION = 1_000_000_000;
    private static final int LIMB_DIGITS = 9;
    /** 2^80 in limbs of nine digits, the lowest first. */
    private static final int[] STEP = {174_706_176, 819_614_629, 1_208_925};

    private final int[] limbs = new int[(SequenceNumber.DIGITS + LIMB_DIGITS - 1) / LIMB_DIGITS];
    private final byte[] digits = new byte[SequenceNumber.DIGITS];
    private long shardCreated = -1;
    private int shard = -1;
    private long position;
    private long second;

    /** As {@link SequenceNumber#write}. */
    public void write(long shardCreated, int shard, long position, long arrivalMillis, byte[] target, int offset) {
        long arrived = arrivalMillis / 1000;
        boolean follows = position == this.position + 1
                && arrived == second
                && shard == this.shard
                && shardCreated == this.shardCreated;
        if (follows) step();
        else begin(shardCreated, shard, position, arrivalMillis);
        this.position = position;
        System.arraycopy(digits, 0, target, offset, SequenceNumber.DIGITS);
    }

    private void begin(long shardCreated, int shard, long position, long arrivalMillis) {
        SequenceNumber.write(shardCreated, shard, position, arrivalMillis, digits, 0);
        for (int limb = 0; limb < limbs.length; limb++) {
            int end = SequenceNumber.DIGITS - limb * LIMB_DIGITS;
            int value = 0;
            for (int i = Math.max(0, end - LIMB_DIGITS); i < end; i++) value = 10 * value + digits[i] - '0';
            limbs[limb] = value;
        }
        this.shardCreated = shardCreated;
        this.shard = shard;
        this.second = arrivalMillis / 1000;
    }

    private void step() {
        int carry = 0;
        for (int limb = 0; limb < limbs.length && (limb < STEP.length || carry > 0); limb++) {
            int sum = limbs[limb] + carry + (limb < STEP.length ? STEP[limb] : 0);
            carry = sum >= BILLION ? 1 : 0;
            limbs[limb] = sum - carry * BILLION;
            put(limb);
        }
    }

    private void put(int limb) {
        int end = SequenceNumber.DIGITS - limb * LIMB_DIGITS;
        int from = Math.max(0, end - LIMB_DIGITS);
        int value = limbs[limb];
        for (int i = end - 1; i >= from; i--) {
            digits[i] = (byte) ('0' + value % 10);
            value /= 10;
        }
    }

    @Override
    public String toString() {
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
