package io.millrace.testkit.history;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How open shards share the key space: the hash key that each of them starts at, ascending.
 *
 * @param starts one for each shard; a shard ends where the next begins
 */
public record Layout(List<BigInteger> starts) {
    /** Equal parts may begin this share of their size off (docs of UpdateShardCount promise no more than "uniform"). */
    private static final long TOLERANCE = 1_000;

    /** The layout of a stream, of whose shards only the open ones count. */
    public static Layout of(List<ListedShard> shards) {
        return new Layout(open(shards).stream().map(ListedShard::start).toList());
    }

    /** The open ones, in the order of their hash keys. */
    public static List<ListedShard> open(List<ListedShard> shards) {
        return shards.stream()
                .filter(ListedShard::open)
                .sorted(Comparator.comparing(ListedShard::start))
                .toList();
    }

    /** The layout after a shard was split. */
    public Layout split(BigInteger at) {
        var more = new ArrayList<>(starts);
        more.add(at);
        more.sort(Comparator.naturalOrder());
        return new Layout(more);
    }

    /** The layout after a shard was merged with the one before it. */
    public Layout merge(BigInteger start) {
        return new Layout(starts.stream().filter(other -> !other.equals(start)).toList());
    }

    /** True if it has so many parts, which are as good as equal. */
    public boolean isEven(int parts) {
        if (starts.size() != parts) return false;
        var all = ListedShard.LAST_KEY.add(BigInteger.ONE);
        var off = all.divide(BigInteger.valueOf(parts * TOLERANCE)).add(BigInteger.ONE);
        for (int i = 0; i < parts; i++) {
            var even = all.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(parts));
            if (starts.get(i).subtract(even).abs().compareTo(off) > 0) return false;
        }
        return true;
    }
}
