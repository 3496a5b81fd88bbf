package io.millrace.testkit.history;

import io.millrace.testkit.history.HistoryCheck.Stored;
import io.millrace.testkit.history.WriteLog.RecordId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the shards of a stream whose shards have changed, beside what {@link HistoryCheck} says of the records: the open
 * ones cover the key space, the closed ones end in their children, every record was read from the shard that owned its key,
 * and the records of a key come in the order of their writer when parents are read before their children.
 */
public final class LineageCheck {
    private static final int MAX_FINDINGS = 20;

    private final List<ShardReading> readings;
    private final Map<String, ListedShard> shards = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    private LineageCheck(List<ShardReading> readings) {
        this.readings = readings;
        for (var reading : readings) shards.put(reading.shard().id(), reading.shard());
    }

    /**
     * Looks at a whole reading from TRIM_HORIZON, taken while nobody wrote and no shard changed.
     *
     * @param readings one for each shard
     * @return what is wrong, nothing if all is well
     */
    public static List<String> problems(List<ShardReading> readings) {
        var check = new LineageCheck(readings);
        check.cover();
        for (var reading : readings) {
            check.descent(reading.shard());
            check.end(reading);
            check.owner(reading);
        }
        check.order();
        return check.findings.size() > MAX_FINDINGS ? check.findings.subList(0, MAX_FINDINGS) : check.findings;
    }

    private void cover() {
        var next = BigInteger.ZERO;
        for (var shard : Layout.open(List.copyOf(shards.values()))) {
            if (shard.start().compareTo(next) > 0) findings.add("hole before " + shard);
            if (shard.start().compareTo(next) < 0) findings.add("overlap at " + shard);
            next = shard.end().add(BigInteger.ONE);
        }
        if (!next.equals(ListedShard.LAST_KEY.add(BigInteger.ONE))) findings.add("hole at the end from " + next);
    }

    /** The only child of two has both their ranges, the children of one have a part each. */
    private void descent(ListedShard shard) {
        var covered = BigInteger.ZERO;
        for (var id : shard.parents()) {
            var parent = shards.get(id);
            if (parent == null || parent.open() || parent.id().compareTo(shard.id()) >= 0) {
                findings.add("no closed shard from before is the parent of " + shard);
                return;
            }
            covered = covered.add(common(shard, parent));
        }
        if (!shard.parents().isEmpty() && !covered.equals(size(shard)))
            findings.add("not what its parents were: " + shard);
    }

    private static BigInteger size(ListedShard shard) {
        return shard.end().subtract(shard.start()).add(BigInteger.ONE);
    }

    private static BigInteger common(ListedShard one, ListedShard other) {
        return one.end()
                .min(other.end())
                .subtract(one.start().max(other.start()))
                .add(BigInteger.ONE)
                .max(BigInteger.ZERO);
    }

    private void end(ShardReading reading) {
        var shard = reading.shard();
        if (shard.open()) {
            if (reading.ended()) findings.add("open, and has an end: " + shard);
            return;
        }
        if (!reading.ended()) {
            findings.add("closed, and has no end: " + shard);
            return;
        }
        var children = new HashSet<ShardReading.Child>();
        var covered = BigInteger.ZERO;
        for (var child : shards.values())
            if (child.parents().contains(shard.id())) {
                children.add(new ShardReading.Child(child.id(), child.parents()));
                covered = covered.add(common(shard, child));
            }
        if (!children.equals(reading.children()))
            findings.add("its end names " + reading.children() + ", not " + children + ": " + shard);
        if (!covered.equals(size(shard))) findings.add("its children are not all of it: " + shard);
    }

    private void owner(ShardReading reading) {
        for (var record : reading.records())
            if (!reading.shard().holds(record.key()))
                findings.add("misplaced: " + record.number() + " of " + record.key() + " in " + reading.shard());
    }

    private void order() {
        var last = new HashMap<String, RecordId>();
        var lastNumber = new HashMap<String, BigInteger>();
        var done = new HashSet<String>();
        var left = new ArrayList<>(readings);
        while (!left.isEmpty()) {
            var ready = left.stream()
                    .filter(reading -> isReady(reading.shard(), done))
                    .toList();
            if (ready.isEmpty()) {
                findings.add("descended from each other: " + left.size() + " shards");
                return;
            }
            for (var reading : ready) for (var record : reading.records()) order(record, last, lastNumber, reading);
            for (var reading : ready) done.add(reading.shard().id());
            left.removeAll(ready);
        }
    }

    /** Parents that nobody lists any more are as good as read. */
    private boolean isReady(ListedShard shard, Set<String> done) {
        return shard.parents().stream().allMatch(parent -> done.contains(parent) || !shards.containsKey(parent));
    }

    private void order(
            Stored record, Map<String, RecordId> last, Map<String, BigInteger> lastNumber, ShardReading reading) {
        var number = lastNumber.put(record.key(), record.number());
        if (number != null && number.compareTo(record.number()) >= 0)
            findings.add("not above the one before it of " + record.key() + ": " + record.number() + " in "
                    + reading.shard());
        var id = RecordId.of(record.data()).orElse(null);
        if (id == null) return;
        var before = last.put(record.key(), id);
        if (before != null && before.count() >= id.count())
            findings.add("out of order: " + id + " after " + before + " in " + reading.shard());
    }
}
