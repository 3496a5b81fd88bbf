package io.millrace.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.streams.StreamsRig;
import io.millrace.testkit.Seeds;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is split and merged in whatever order, the open shards own each hash key exactly once. */
class ReshardPlanTest {
    private static final RecordLog LOG = StreamsRig.shared().service().bean(RecordLog.class);
    private static final long NOW = 1_000;

    @Test
    void anySequenceOfChangesCoversTheKeySpaceWithoutHoleOrOverlap() {
        Seeds.forEach(50, random -> {
            var shards = first(1 + random.nextInt(8));
            for (int step = 0; step < 20; step++) {
                shards = apply(anyChange(random, shards), shards);
                assertThatEachKeyHasOneOwner(shards);
                assertThatChildrenFitTheirParents(shards);
            }
        });
    }

    @Test
    void equalPartsComeOfAnyNumberWhateverTheRangesWere() {
        Seeds.forEach(50, random -> {
            var shards = first(1 + random.nextInt(12));
            for (int step = 0; step < 5; step++) shards = apply(anyChange(random, shards), shards);
            int parts = 1 + random.nextInt(24);

            shards = apply(new Reshard.Uniform(parts), shards);

            assertThat(shards.openCount()).isEqualTo(parts);
            var ideal = HashKeyRange.evenly(parts);
            var size = BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(parts));
            for (int i = 0; i < parts; i++) {
                var off = shards.open().get(i).range().start().toBigInteger();
                off = off.subtract(ideal.get(i).start().toBigInteger()).abs();
                assertThat(off.multiply(BigInteger.valueOf(1_000))).isLessThanOrEqualTo(size);
            }
        });
    }

    @Test
    void doublingSplitsEachShardOnceAndHalvingMergesPairs() {
        for (int count : new int[] {1, 2, 3, 5, 7, 100}) {
            var shards = first(count);

            var doubling = ReshardPlan.of(new Reshard.Uniform(2 * count), shards, NOW);
            assertThat(doubling.closed()).hasSize(count);
            assertThat(doubling.opened()).hasSize(2 * count);

            shards = apply(new Reshard.Uniform(2 * count), shards);
            var halving = ReshardPlan.of(new Reshard.Uniform(count), shards, NOW);
            assertThat(halving.closed()).hasSize(2 * count);
            assertThat(halving.opened()).hasSize(count);
        }
    }

    @Test
    void theNumberOfShardsAsItIsChangesNothing() {
        for (int count : new int[] {1, 3, 4, 10}) {
            var plan = ReshardPlan.of(new Reshard.Uniform(count), first(count), NOW);

            assertThat(plan.opened()).isEmpty();
            assertThat(plan.closed()).isEmpty();
        }
    }

    @Test
    void aChangeIsReadAsItWasWritten() {
        for (var change : List.of(new Reshard.Split(3, HashKey.MAX), new Reshard.Merge(1, 2), new Reshard.Uniform(7)))
            assertThat(Reshard.parse(change.toString())).isEqualTo(change);
    }

    private static Reshard anyChange(Random random, ShardMap shards) {
        var open = shards.open();
        int at = random.nextInt(open.size());
        int kind = random.nextInt(5);
        if (kind == 0) return new Reshard.Uniform(Math.max(1, open.size() / 2 + random.nextInt(open.size() + 1)));
        if (kind < 3 && at + 1 < open.size())
            return new Reshard.Merge(open.get(at).index(), open.get(at + 1).index());
        var range = open.get(at).range();
        var size = range.end().toBigInteger().subtract(range.start().toBigInteger());
        var inside =
                new BigInteger(128, random).mod(size.subtract(BigInteger.TWO)).add(BigInteger.TWO);
        return new Reshard.Split(
                open.get(at).index(), HashKey.of(range.start().toBigInteger().add(inside)));
    }

    private static ShardMap first(int count) {
        var shards = new ArrayList<Shard>();
        for (var range : HashKeyRange.evenly(count)) shards.add(shard(shards.size(), range, NOW, null, null, null));
        return new ShardMap(shards);
    }

    private static ShardMap apply(Reshard change, ShardMap shards) {
        var plan = ReshardPlan.of(change, shards, NOW);
        var all = new ArrayList<Shard>();
        for (var shard : shards.all())
            all.add(
                    plan.closed().contains(shard.index())
                            ? shard(
                                    shard.index(),
                                    shard.range(),
                                    shard.createdSecond(),
                                    shard.parent(),
                                    shard.adjacentParent(),
                                    Instant.ofEpochSecond(NOW))
                            : shard);
        for (var opened : plan.opened())
            all.add(shard(
                    opened.index(),
                    opened.range(),
                    opened.createdSecond(),
                    opened.parent(),
                    opened.adjacentParent(),
                    plan.closed().contains(opened.index()) ? Instant.ofEpochSecond(NOW) : null));
        return new ShardMap(all);
    }

    private static Shard shard(
            int index,
            HashKeyRange range,
            long created,
            @Nullable Integer parent,
            @Nullable Integer adjacent,
            @Nullable Instant closed) {
        return new Shard(
                index, range, created, parent, adjacent, closed, LOG.shard(new ShardKey(Long.MAX_VALUE - 1, index)));
    }

    private static void assertThatEachKeyHasOneOwner(ShardMap shards) {
        var open = shards.open();
        assertThat(open.getFirst().range().start().toBigInteger()).isZero();
        assertThat(open.getLast().range().end()).isEqualTo(HashKey.MAX);
        for (int i = 1; i < open.size(); i++)
            assertThat(open.get(i).range().start().toBigInteger())
                    .isEqualTo(open.get(i - 1).range().end().toBigInteger().add(BigInteger.ONE));
    }

    /** Each child lies above its parents and within their ranges; each closed shard is covered by its children. */
    private static void assertThatChildrenFitTheirParents(ShardMap shards) {
        for (var shard : shards.all()) {
            var children = shards.childrenOf(shard);
            assertThat(children.isEmpty()).isEqualTo(shard.open());
            for (var child : children) assertThat(child.createdSecond()).isGreaterThan(shard.createdSecond());
            if (shard.open()) continue;
            var covered = children.stream()
                    .sorted(Comparator.comparing(child -> child.range().start()))
                    .toList();
            assertThat(covered.getFirst().range().start())
                    .isLessThanOrEqualTo(shard.range().start());
            assertThat(covered.getLast().range().end())
                    .isGreaterThanOrEqualTo(shard.range().end());
        }
    }
}
