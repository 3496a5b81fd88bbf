package io.millrace.streams.limit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The partition keys that occur most often, in bounded memory: a Space-Saving sketch. A key that makes up more than one in
 * {@value #SIZE} of the samples is always in it; its share is never told too small, and too large by that of the least one
 * at most.
 */
public final class BusiestKeys {
    private static final int SIZE = 16;

    private final long[] hashes = new long[SIZE];
    private final int[] counts = new int[SIZE];
    private final byte[] @Nullable [] keys = new byte[SIZE][];
    private int total;

    /**
     * A key and its part of the samples, 0 to 1.
     *
     * @param share at least the true one
     */
    public record Key(String partitionKey, double share) {}

    synchronized void add(long hash, byte[] bytes, int offset, int length) {
        int least = 0;
        total++;
        for (int i = 0; i < SIZE; i++) {
            if (counts[i] > 0 && hashes[i] == hash) {
                counts[i]++;
                return;
            }
            if (counts[i] < counts[least]) least = i;
        }
        hashes[least] = hash;
        counts[least]++;
        keys[least] = Arrays.copyOfRange(bytes, offset, offset + length);
    }

    synchronized List<Key> list() {
        var list = new ArrayList<Key>();
        for (int i = 0; i < SIZE; i++) {
            byte[] key = keys[i];
            if (counts[i] > 0 && key != null)
                list.add(new Key(new String(key, StandardCharsets.UTF_8), (double) counts[i] / total));
        }
        list.sort(Comparator.comparingDouble(Key::share).reversed());
        return list;
    }

    synchronized void age() {
        total = 0;
        for (int i = 0; i < SIZE; i++) {
            counts[i] /= 2;
            total += counts[i];
        }
    }
}
