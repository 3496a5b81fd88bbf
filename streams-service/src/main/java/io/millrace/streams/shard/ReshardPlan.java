package io.millrace.streams.shard;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change of shards comes down to: splits in two and merges of two neighbours, since no shard may have more than two
 * parents. Cutting a key space anew may need shards in between; they are closed from the start and stay empty.
 */
public final class ReshardPlan {
    /** A part may begin a thousandth of its size off. */
    private static final int TOLERANCE = 1000;

    private final long nowSecond;
    private final Set<Integer> closed = new HashSet<>();
    private final List<NewShard> opened = new ArrayList<>();
    private int nextIndex;

    /**
     * A shard to make.
     *
     * @param createdSecond seconds since 1970, above those of its parents, so that its numbers lie above theirs
     */
    public record NewShard(
            int index,
            HashKeyRange range,
            long createdSecond,
            @Nullable Integer parent,
            @Nullable Integer adjacentParent) {}

    /** A part of the key space in the making. */
    private record Piece(int index, HashKeyRange range, long createdSecond) {}

    private ReshardPlan(ShardMap shards, long nowSecond) {
        this.nowSecond = nowSecond;
        this.nextIndex = shards.all().getLast().index() + 1;
    }

    /** Plans a change; one whose shards are not open any more comes down to nothing. */
    public static ReshardPlan of(Reshard reshard, ShardMap shards, long nowSecond) {
        var plan = new ReshardPlan(shards, nowSecond);
        switch (reshard) {
            case Reshard.Split split -> {
                var shard = shards.byIndex(split.shard());
                if (shard != null && shard.open()) plan.split(piece(shard), split.at());
            }
            case Reshard.Merge merge -> {
                var first = shards.byIndex(merge.shard());
                var second = shards.byIndex(merge.adjacent());
                if (first != null && second != null && first.open() && second.open())
                    plan.merge(piece(first), piece(second));
            }
            case Reshard.Uniform uniform -> plan.cutAnew(shards, uniform.shards());
        }
        return plan;
    }

    /** The indexes of shards that end, those of this plan included. */
    public Set<Integer> closed() {
        return closed;
    }

    /** The shards that begin, in the order of their indexes. */
    public List<NewShard> opened() {
        return opened;
    }

    private void cutAnew(ShardMap shards, int parts) {
        var starts = starts(shards, parts);
        var pieces = new ArrayList<Piece>();
        int next = 0;
        for (var shard : shards.open()) {
            var cuts = new ArrayList<HashKey>();
            while (next < parts && starts.get(next).compareTo(shard.range().end()) <= 0) {
                var start = starts.get(next++);
                if (start.compareTo(shard.range().start()) > 0) cuts.add(start);
            }
            cut(piece(shard), cuts, pieces);
        }
        int from = 0;
        for (int part = 0; part < parts; part++) {
            int to = from + 1;
            while (to < pieces.size()
                    && (part + 1 == parts || pieces.get(to).range.start().compareTo(starts.get(part + 1)) < 0)) to++;
            join(pieces.subList(from, to));
            from = to;
        }
    }

    /**
     * Where equal parts start; where an open shard starts nearly there, that is good enough. Otherwise doubling three shards
     * would cut off slivers of a single key, since 2^128 is divided by 3 and by 6 with different remainders.
     */
    private static List<HashKey> starts(ShardMap shards, int parts) {
        var present = new TreeSet<BigInteger>();
        for (var shard : shards.open()) present.add(shard.range().start().toBigInteger());
        var tolerance = BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf((long) parts * TOLERANCE));
        var starts = new ArrayList<HashKey>(parts);
        for (var range : HashKeyRange.evenly(parts)) {
            var start = range.start().toBigInteger();
            var near = present.ceiling(start.subtract(tolerance));
            boolean isNear = near != null && near.compareTo(start.add(tolerance)) <= 0;
            starts.add(isNear ? HashKey.of(near) : range.start());
        }
        return starts;
    }

    /** Cuts at the middle first, so that the line of descent stays short. */
    private void cut(Piece piece, List<HashKey> cuts, List<Piece> pieces) {
        if (cuts.isEmpty()) {
            pieces.add(piece);
            return;
        }
        int middle = cuts.size() / 2;
        var halves = split(piece, cuts.get(middle));
        cut(halves.get(0), cuts.subList(0, middle), pieces);
        cut(halves.get(1), cuts.subList(middle + 1, cuts.size()), pieces);
    }

    private Piece join(List<Piece> pieces) {
        if (pieces.size() == 1) return pieces.getFirst();
        int middle = pieces.size() / 2;
        return merge(join(pieces.subList(0, middle)), join(pieces.subList(middle, pieces.size())));
    }

    private List<Piece> split(Piece piece, HashKey at) {
        closed.add(piece.index);
        long created = Math.max(nowSecond, piece.createdSecond + 1);
        return List.of(
                open(new HashKeyRange(piece.range.start(), at.previous()), created, piece.index, null),
                open(new HashKeyRange(at, piece.range.end()), created, piece.index, null));
    }

    private Piece merge(Piece first, Piece second) {
        closed.add(first.index);
        closed.add(second.index);
        long created = Math.max(nowSecond, Math.max(first.createdSecond, second.createdSecond) + 1);
        var range = new HashKeyRange(first.range.start(), second.range.end());
        return open(range, created, first.index, second.index);
    }

    private Piece open(HashKeyRange range, long created, int parent, @Nullable Integer adjacent) {
        opened.add(new NewShard(nextIndex, range, created, parent, adjacent));
        return new Piece(nextIndex++, range, created);
    }

    private static Piece piece(Shard shard) {
        return new Piece(shard.index(), shard.range(), shard.createdSecond());
    }
}
