package io.millrace.standalone;

import io.millrace.standalone.WriteLog.Outcome;
import io.millrace.standalone.WriteLog.RecordId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a stream holds by what was written to it. It remembers what earlier readings saw: a record that was read once
 * must be read again, and a number that was seen once never means another record.
 */
final class HistoryCheck {
    private static final int MAX_FINDINGS = 20;

    private final WriteLog log;
    private final Map<String, List<Seen>> earlier = new HashMap<>();

    HistoryCheck(WriteLog log) {
        this.log = log;
    }

    /** A record as it was read. */
    record Stored(BigInteger number, String key, byte[] data) {}

    private record Seen(BigInteger number, String id) {}

    /**
     * Compares a whole reading from TRIM_HORIZON, taken while nobody wrote.
     *
     * @param shards what each shard gave, in the order it gave it
     * @return what is wrong, nothing if all is well
     */
    List<String> problems(Map<String, List<Stored>> shards) {
        var findings = new ArrayList<String>();
        var found = new HashSet<String>();
        shards.forEach((shard, records) -> judge(shard, records, found, findings));
        for (var shard : earlier.keySet()) if (!shards.containsKey(shard)) findings.add("gone: " + shard);
        log.attempts().forEach((id, outcome) -> {
            if (outcome instanceof Outcome.Acknowledged(String shard, var number) && !found.contains(id))
                findings.add("lost: " + id + " of " + shard + ", acknowledged as " + number);
        });
        return findings.size() > MAX_FINDINGS ? findings.subList(0, MAX_FINDINGS) : findings;
    }

    /** How many records the last reading saw. */
    long records() {
        return earlier.values().stream().mapToLong(List::size).sum();
    }

    private void judge(String shard, List<Stored> records, Set<String> found, List<String> findings) {
        var seen = new ArrayList<Seen>();
        var lastOfWriter = new HashMap<String, RecordId>();
        BigInteger last = BigInteger.ZERO;
        for (var record : records) {
            if (record.number.compareTo(last) <= 0)
                findings.add("not above its predecessor: " + record.number + " after " + last + " in " + shard);
            last = record.number;
            var id = RecordId.of(record.data).orElse(null);
            if (id == null || !log.attempts().containsKey(id.toString())) {
                findings.add("unexplained: " + record.number + " in " + shard);
                continue;
            }
            seen.add(new Seen(record.number, id.toString()));
            if (!found.add(id.toString())) findings.add("doubled: " + id + " in " + shard);
            if (!Arrays.equals(record.data, id.payload()) || !record.key.equals(id.key()))
                findings.add("altered: " + id + " in " + shard);
            var before = lastOfWriter.put(id.writer(), id);
            if (before != null && before.count() > id.count())
                findings.add("out of order: " + id + " after " + before + " in " + shard);
            judge(id, shard, record.number, findings);
        }
        repeats(shard, seen, findings);
        earlier.put(shard, seen);
    }

    private void judge(RecordId id, String shard, BigInteger number, List<String> findings) {
        switch (outcome(id)) {
            case Outcome.Acknowledged acknowledged -> {
                if (!acknowledged.shard().equals(shard)
                        || !acknowledged.number().equals(number))
                    findings.add("elsewhere: " + id + " at " + number + " of " + shard + ", not " + acknowledged);
            }
            case Outcome.Refused refused -> findings.add("stored though refused: " + id + " in " + shard);
            case Outcome.Unknown unknown -> {}
            case null -> throw new IllegalStateException("no attempt: " + id);
        }
    }

    private @Nullable Outcome outcome(RecordId id) {
        return log.attempts().get(id.toString());
    }

    /** What was read before must be read again, at the same place; what is new must lie above it. */
    private void repeats(String shard, List<Seen> now, List<String> findings) {
        var before = earlier.getOrDefault(shard, List.of());
        for (int i = 0; i < before.size(); i++)
            if (i >= now.size() || !now.get(i).equals(before.get(i))) {
                findings.add("read once and not again: " + before.get(i) + " in " + shard);
                return;
            }
    }
}
