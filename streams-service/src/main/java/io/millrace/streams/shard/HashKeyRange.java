package io.millrace.streams.shard;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A closed range of hash keys; both ends belong to it. */
public record HashKeyRange(HashKey start, HashKey end) {
    public HashKeyRange {
        if (start.compareTo(end) > 0) throw new IllegalArgumentException("empty hash key range " + start + ".." + end);
    }

    public boolean contains(HashKey key) {
        return start.compareTo(key) <= 0 && end.compareTo(key) >= 0;
    }

    /** True if it has keys enough for two. */
    public boolean divisible() {
        return !start.equals(end);
    }

    /** Where its second half starts. */
    public HashKey middle() {
        var sum = start.toBigInteger().add(end.toBigInteger()).add(BigInteger.ONE);
        return HashKey.of(sum.shiftRight(1));
    }

    /** The whole key space cut into equal parts, without hole or overlap; the last takes what does not divide. */
    public static List<HashKeyRange> evenly(int parts) {
        BigInteger size = BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(parts));
        var ranges = new ArrayList<HashKeyRange>(parts);
        for (int i = 0; i < parts; i++) {
            BigInteger start = size.multiply(BigInteger.valueOf(i));
            HashKey end =
                    i == parts - 1 ? HashKey.MAX : HashKey.of(start.add(size).subtract(BigInteger.ONE));
            ranges.add(new HashKeyRange(HashKey.of(start), end));
        }
        return ranges;
    }
}
