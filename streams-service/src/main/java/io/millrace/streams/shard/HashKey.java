package io.millrace.streams.shard;

import java.math.BigInteger;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A 128-bit hash key as two unsigned halves, so that routing a record allocates nothing of consequence.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record HashKey(long high, long low) implements Comparable<HashKey> {
    private static final BigInteger END = BigInteger.ONE.shiftLeft(128);

    /** The largest, 2^128-1. */
    public static final HashKey MAX = new HashKey(-1, -1);

    private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    });

    private static final ThreadLocal<byte[]> DIGEST = ThreadLocal.withInitial(() -> new byte[16]);

    /** The hash key of a partition key: the MD5 of its UTF-8 bytes, as an unsigned number. */
    public static HashKey ofPartitionKey(byte[] bytes, int offset, int length) {
        MessageDigest md5 = MD5.get();
        md5.update(bytes, offset, length);
        byte[] digest = DIGEST.get();
        try {
            md5.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("an MD5 has 16 bytes", e);
        }
        return new HashKey(bigEndian(digest, 0), bigEndian(digest, 8));
    }

    private static long bigEndian(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < 8; i++) value = value << 8 | (bytes[offset + i] & 0xFF);
        return value;
    }

    /** @throws IllegalArgumentException if the number is negative or 2^128 and above */
    public static HashKey of(BigInteger value) {
        if (value.signum() < 0 || value.compareTo(END) >= 0)
            throw new IllegalArgumentException("not in [0, 2^128-1]: " + value);
        return new HashKey(value.shiftRight(64).longValue(), value.longValue());
    }

    /** The key before this one; there is none before 0. */
    HashKey previous() {
        return new HashKey(low == 0 ? high - 1 : high, low - 1);
    }

    public BigInteger toBigInteger() {
        return unsigned(high).shiftLeft(64).or(unsigned(low));
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    @Override
    public int compareTo(HashKey other) {
        int upper = Long.compareUnsigned(high, other.high);
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
