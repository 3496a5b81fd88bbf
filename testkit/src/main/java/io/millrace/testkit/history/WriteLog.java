package io.millrace.testkit.history;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Every attempt to store a record, and what came of it. The bytes of a record follow from its id, so that a checker can tell
 * them without keeping them. Safe for any number of writers.
 */
public final class WriteLog {
    private final Map<String, Outcome> attempts = new ConcurrentHashMap<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** What became of one attempt. */
    public sealed interface Outcome {
        /** No answer came: it may be stored or not. */
        record Unknown() implements Outcome {}

        /** The answer was an error: it must not be stored. */
        record Refused() implements Outcome {}

        /** It is stored here. */
        record Acknowledged(String shard, BigInteger number) implements Outcome {}
    }

    /**
     * Names a record: who wrote it, and the how many-th of that writer it is.
     *
     * @param writer a word
     * @param count strictly growing for each writer
     */
    public record RecordId(String writer, long count) {
        private static final int KEYS = 16;

        /** The partition key of the record: one of a few of its writer's, so that there is an order to keep for each. */
        public String key() {
            return writer + "/" + count % KEYS;
        }

        @Override
        public String toString() {
            return writer + "-" + count;
        }

        public static Optional<RecordId> of(byte[] payload) {
            var text = new String(payload, StandardCharsets.ISO_8859_1);
            int end = text.indexOf('|');
            int dash = text.lastIndexOf('-', Math.max(end, 0));
            if (end < 0 || dash < 0) return Optional.empty();
            try {
                return Optional.of(
                        new RecordId(text.substring(0, dash), Long.parseLong(text.substring(dash + 1, end))));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        /** The id, and a filling that nobody could confuse with another's: mostly short, now and then 64 KiB. */
        public byte[] payload() {
            byte[] head = (this + "|").getBytes(StandardCharsets.ISO_8859_1);
            var random = new SplittableRandom(toString().hashCode() * 0x9E3779B97F4A7C15L);
            int size = random.nextInt(200) == 0 ? random.nextInt(65_536) : random.nextInt(1_024);
            byte[] payload = Arrays.copyOf(head, head.length + size);
            for (int i = head.length; i < payload.length; i++) payload[i] = (byte) random.nextInt();
            return payload;
        }
    }

    /** What is known now, to judge a state of the disk of now: what comes later is not to be found there. */
    public WriteLog copy() {
        var copy = new WriteLog();
        attempts.forEach((id, outcome) -> {
            copy.attempts.put(id, outcome);
            if (outcome instanceof Outcome.Acknowledged) copy.acknowledged.incrementAndGet();
            if (outcome instanceof Outcome.Refused) copy.refused.incrementAndGet();
        });
        return copy;
    }

    public void attempt(RecordId id) {
        if (attempts.put(id.toString(), new Outcome.Unknown()) != null)
            throw new IllegalStateException("attempted twice: " + id);
    }

    public void acknowledge(RecordId id, String shard, BigInteger number) {
        attempts.put(id.toString(), new Outcome.Acknowledged(shard, number));
        acknowledged.incrementAndGet();
    }

    public void refuse(RecordId id) {
        attempts.put(id.toString(), new Outcome.Refused());
        refused.incrementAndGet();
    }

    public Map<String, Outcome> attempts() {
        return attempts;
    }

    public long acknowledged() {
        return acknowledged.get();
    }

    public long refused() {
        return refused.get();
    }

    public long unknown() {
        return attempts.size() - acknowledged() - refused();
    }

    @Override
    public String toString() {
        return "%d attempted, %d acknowledged, %d refused, %d without an answer"
                .formatted(attempts.size(), acknowledged(), refused(), unknown());
    }
}
