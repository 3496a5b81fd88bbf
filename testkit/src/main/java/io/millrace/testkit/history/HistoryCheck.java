package io.millrace.testkit.history;

import io.millrace.testkit.history.WriteLog.Outcome;
import io.millrace.testkit.history.WriteLog.RecordId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a stream holds by what was written to it. It remembers what earlier readings saw: a record that was read once
 * must be read again, and a number that was seen once never means another record.
 */
public final class HistoryCheck {
    private static final int MAX_FINDINGS = 20;

    private final WriteLog log;
    private final Map<String, List<Seen>> earlier = new HashMap<>();

    public HistoryCheck(WriteLog log) {
        this.log = log;
    }

    /** A record as it was read. */
    public record Stored(BigInteger number, String key, byte[] data) {}

    private record Seen(BigInteger number, String id) {}

    /** What can be wrong. */
    public enum Kind {
        /** A number is not above the one before it. */
        NUMBERS_FALL,
        /** Nobody wrote it. */
        UNEXPLAINED,
        DOUBLED,
        ALTERED,
        /** Before one that the same writer put earlier. */
        OUT_OF_ORDER,
        /** Its answer named another shard or number. */
        ELSEWHERE,
        STORED_THOUGH_REFUSED,
        /** Acknowledged, and not there. */
        LOST,
        READ_ONCE_AND_NOT_AGAIN,
        SHARD_GONE
    }

    /** Something that is wrong. */
    public record Finding(Kind kind, String text) {
        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + text;
        }
    }

    /**
     * Compares a whole reading from TRIM_HORIZON, taken while nobody wrote.
     *
     * @param shards what each shard gave, in the order it gave it
     * @return what is wrong, nothing if all is well; the first few, for a failure that can be read
     */
    public List<Finding> problems(Map<String, List<Stored>> shards) {
        var findings = findings(shards);
        return findings.size() > MAX_FINDINGS ? findings.subList(0, MAX_FINDINGS) : findings;
    }

    /** As {@link #problems}, but everything. */
    public List<Finding> findings(Map<String, List<Stored>> shards) {
        var findings = new ArrayList<Finding>();
        var found = new HashSet<String>();
        shards.forEach((shard, records) -> judge(shard, records, found, findings));
        for (var shard : earlier.keySet())
            if (!shards.containsKey(shard)) findings.add(new Finding(Kind.SHARD_GONE, shard));
        log.attempts().forEach((id, outcome) -> {
            if (outcome instanceof Outcome.Acknowledged(String shard, var number) && !found.contains(id))
                findings.add(new Finding(Kind.LOST, id + " of " + shard + ", acknowledged as " + number));
        });
        return findings;
    }

    /** How many records the last reading saw. */
    public long records() {
        return earlier.values().stream().mapToLong(List::size).sum();
    }

    private void judge(String shard, List<Stored> records, Set<String> found, List<Finding> findings) {
        var seen = new ArrayList<Seen>();
        var lastOfWriter = new HashMap<String, RecordId>();
        BigInteger last = BigInteger.ZERO;
        for (var record : records) {
            if (record.number.compareTo(last) <= 0)
                findings.add(new Finding(Kind.NUMBERS_FALL, record.number + " after " + last + " in " + shard));
            last = record.number;
            var id = RecordId.of(record.data).orElse(null);
            if (id == null || !log.attempts().containsKey(id.toString())) {
                findings.add(new Finding(Kind.UNEXPLAINED, record.number + " in " + shard));
                continue;
            }
            seen.add(new Seen(record.number, id.toString()));
            if (!found.add(id.toString())) findings.add(new Finding(Kind.DOUBLED, id + " in " + shard));
            if (!Arrays.equals(record.data, id.payload()) || !record.key.equals(id.key()))
                findings.add(new Finding(Kind.ALTERED, id + " in " + shard));
            var before = lastOfWriter.put(id.writer(), id);
            if (before != null && before.count() > id.count())
                findings.add(new Finding(Kind.OUT_OF_ORDER, id + " after " + before + " in " + shard));
            judge(id, shard, record.number, findings);
        }
        repeats(shard, seen, findings);
        earlier.put(shard, seen);
    }

    private void judge(RecordId id, String shard, BigInteger number, List<Finding> findings) {
        switch (outcome(id)) {
            case Outcome.Acknowledged acknowledged -> {
                if (!acknowledged.shard().equals(shard)
                        || !acknowledged.number().equals(number))
                    findings.add(new Finding(
                            Kind.ELSEWHERE, id + " at " + number + " of " + shard + ", not " + acknowledged));
            }
            case Outcome.Refused refused -> findings.add(new Finding(Kind.STORED_THOUGH_REFUSED, id + " in " + shard));
            case Outcome.Unknown unknown -> {}
            case null -> throw new IllegalStateException("no attempt: " + id);
        }
    }

    private @Nullable Outcome outcome(RecordId id) {
        return log.attempts().get(id.toString());
    }

    /** What was read before must be read again, at the same place; what is new must lie above it. */
    private void repeats(String shard, List<Seen> now, List<Finding> findings) {
        var before = earlier.getOrDefault(shard, List.of());
        for (int i = 0; i < before.size(); i++)
            if (i >= now.size() || !now.get(i).equals(before.get(i))) {
                findings.add(new Finding(Kind.READ_ONCE_AND_NOT_AGAIN, before.get(i) + " in " + shard));
                return;
            }
    }
}
