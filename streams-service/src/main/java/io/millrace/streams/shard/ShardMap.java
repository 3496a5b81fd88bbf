package io.millrace.streams.shard;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All shards of a stream; finds the open one that owns a hash key. Never changes: a new one replaces it. */
public final class ShardMap {
    private final List<Shard> all;
    private final Shard[] open;
    private final long[] startHigh;
    private final long[] startLow;

    /** @param all every shard that can still be read, in the order of their indexes */
    public ShardMap(List<Shard> all) {
        this.all = List.copyOf(all);
        this.open = all.stream()
                .filter(Shard::open)
                .sorted(Comparator.comparing(shard -> shard.range().start()))
                .toArray(Shard[]::new);
        this.startHigh =
                Arrays.stream(open).mapToLong(s -> s.range().start().high()).toArray();
        this.startLow =
                Arrays.stream(open).mapToLong(s -> s.range().start().low()).toArray();
    }

    public List<Shard> all() {
        return all;
    }

    /** The open shards, in the order of their hash keys. */
    public List<Shard> open() {
        return List.of(open);
    }

    /** The shards that a closed one was split or merged into; none for an open one. */
    public List<Shard> childrenOf(Shard shard) {
        if (shard.open()) return List.of();
        int index = shard.index();
        return all.stream()
                .filter(child -> isParent(child.parent(), index) || isParent(child.adjacentParent(), index))
                .toList();
    }

    private static boolean isParent(@Nullable Integer parent, int index) {
        return parent != null && parent == index;
    }

    /**
     * When a shard took over from its parents: no moment without an owner lies between. Null for a first shard, and for one
     * whose parents were all forgotten.
     */
    public @Nullable Instant openedAt(Shard shard) {
        Instant opened = null;
        for (var parent : new Integer[] {shard.parent(), shard.adjacentParent()}) {
            var found = parent == null ? null : byIndex(parent);
            Instant closed = found == null ? null : found.closedAt();
            if (closed != null && (opened == null || closed.isAfter(opened))) opened = closed;
        }
        return opened;
    }

    public int openCount() {
        return open.length;
    }

    /** The shard of an index, or null. */
    public @Nullable Shard byIndex(int index) {
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = all.get(middle).index();
            if (found == index) return all.get(middle);
            if (found < index) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    /** The open shard whose range holds the key. The ranges cover the key space, so there is always one. */
    public Shard owner(HashKey key) {
        int low = 0;
        int high = open.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            int upper = Long.compareUnsigned(startHigh[middle], key.high());
            if (upper < 0 || (upper == 0 && Long.compareUnsigned(startLow[middle], key.low()) <= 0)) low = middle;
            else high = middle - 1;
        }
        return open[low];
    }
}
