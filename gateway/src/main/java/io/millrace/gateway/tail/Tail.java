package io.millrace.gateway.tail;

import io.millrace.gateway.console.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One live tail: a single thread that looks at one shard after the other, whichever is due. A shard that has more is due at
 * once, an idle one after a second; with very many shards later, so that a tail asks some 200 times a second at most. All
 * that is held is a line of records and the one record that is being read.
 */
final class Tail {
    private static final long IDLE_MILLIS = 1_000;
    /** Just read to its end: what comes next should be seen soon, but not at the price of the shard's other readers. */
    private static final long WARM_MILLIS = 250;
    /** An answer may be empty though there is more behind it, for example where records have expired. */
    private static final long GAP_MILLIS = 20;
    /** For every shard, between two looks at the same one. */
    private static final long MILLIS_PER_SHARD = 5;

    /** So long may a shard that is behind go before those that are not. */
    private static final long MAX_AHEAD_MILLIS = 60_000;

    private static final long MAX_BACK_OFF_MILLIS = 5_000;
    private static final long CHECK_SESSION_MILLIS = 5_000;

    private final TailRequest request;
    private final StreamApi api;
    private final BooleanSupplier signedIn;
    private final PriorityQueue<ShardReader> due =
            new PriorityQueue<>(Comparator.comparingLong(reader -> reader.dueMillis));
    private final Set<String> seen = new HashSet<>();
    private volatile long behindMillis;
    private long sessionCheckedMillis;

    /** @param signedIn false once the session has ended */
    Tail(TailRequest request, StreamApi api, BooleanSupplier signedIn) {
        this.request = request;
        this.api = api;
        this.signedIn = signedIn;
    }

    Object position() {
        return Json.object("type", "position", "behindMillis", behindMillis);
    }

    /** Reads until the client goes, which interrupts it, or until nothing is left to be read. */
    void run(Lines lines) throws InterruptedException {
        try {
            begin(lines);
            lines.send(Json.object("type", "started", "shards", due.size()));
            lines.send(position());
            while (!due.isEmpty() && stillSignedIn()) {
                var reader = due.remove();
                long wait = reader.dueMillis - now();
                if (wait > 0) {
                    lines.flush();
                    Thread.sleep(Math.min(wait, CHECK_SESSION_MILLIS));
                }
                if (reader.dueMillis <= now()) look(reader, lines);
                else due.add(reader);
            }
            if (due.isEmpty())
                lines.send(Json.object(
                        "type", "error", "code", "ShardsEnded", "message", "All shards that were read have ended."));
            else
                lines.send(Json.object("type", "error", "code", "SignInRequired", "message", "The session has ended."));
        } catch (ServiceFault e) {
            lines.send(Json.object("type", "error", "code", e.code(), "message", e.words()));
        }
    }

    private long now() {
        return System.nanoTime() / 1_000_000;
    }

    private boolean stillSignedIn() {
        if (now() - sessionCheckedMillis < CHECK_SESSION_MILLIS) return true;
        sessionCheckedMillis = now();
        return signedIn.getAsBoolean();
    }

    private void begin(Lines lines) throws ServiceFault, InterruptedException {
        sessionCheckedMillis = now();
        for (var reader : persistently(lines, this::readers)) {
            reader.dueMillis = now();
            seen.add(reader.shardId);
            due.add(reader);
        }
        for (var reader : List.copyOf(due))
            try {
                reader.iterator = persistently(lines, () -> api.iterator(request, reader.shardId, reader.point()));
            } catch (ServiceFault e) {
                // A shard to go on with may have expired meanwhile; its children are among the others.
                if (!request.resume().containsKey(reader.shardId) || isAboutStream(e)) throw e;
                due.remove(reader);
            }
    }

    private static boolean isAboutStream(ServiceFault fault) {
        return fault.code().equals("ResourceNotFoundException") && fault.words().startsWith("Stream ");
    }

    private interface Attempt<T> {
        T make() throws ServiceFault, InterruptedException;
    }

    private static <T> T persistently(Lines lines, Attempt<T> attempt) throws ServiceFault, InterruptedException {
        for (int failures = 1; ; failures++)
            try {
                return attempt.make();
            } catch (ServiceFault e) {
                if (!e.passes()) throw e;
                lines.send(trouble(e.words()));
                Thread.sleep(backOff(failures));
            }
    }

    private static Object trouble(String message) {
        return Json.object("type", "trouble", "message", message);
    }

    private static long backOff(int failures) {
        return Math.min(MAX_BACK_OFF_MILLIS, 500L << Math.min(failures, 4));
    }

    private List<ShardReader> readers() throws ServiceFault, InterruptedException {
        var readers = new ArrayList<ShardReader>();
        request.resume().forEach((shard, number) -> readers.add(new ShardReader(shard, ShardReader.after(number))));
        if (request.bySequenceNumber() && request.shardId() != null) {
            if (readers.isEmpty()) readers.add(new ShardReader(request.shardId(), start()));
            return readers;
        }
        boolean openOnly = request.type().equals("LATEST") && request.resume().isEmpty();
        var shards = api.shards(request, openOnly);
        var led = descendants(shards, request.resume().keySet());
        var wanted = request.shards();
        for (var shard : shards)
            if (!led.contains(shard.id()) && (wanted == null || wanted.contains(shard.id())))
                readers.add(new ShardReader(shard.id(), start()));
        return readers;
    }

    /** These shards and all that came of them: a reader gets to those by itself, without leaving anything out. */
    private static Set<String> descendants(List<StreamApi.Shard> shards, Set<String> of) {
        var found = new HashSet<>(of);
        // Children are listed after their parents.
        for (var shard : shards)
            if (contains(found, shard.parent()) || contains(found, shard.adjacentParent())) found.add(shard.id());
        return found;
    }

    private static boolean contains(Set<String> ids, @Nullable String id) {
        return id != null && ids.contains(id);
    }

    private Map<String, @Nullable Object> start() {
        Map<String, @Nullable Object> point = Json.object("ShardIteratorType", request.type());
        if (request.timestampMillis() != null && request.type().equals("AT_TIMESTAMP"))
            point.put("Timestamp", request.timestampMillis() / 1_000.0);
        if (request.bySequenceNumber()) point.put("StartingSequenceNumber", request.sequenceNumber());
        return point;
    }

    private void look(ShardReader reader, Lines lines) throws ServiceFault, InterruptedException {
        try {
            String iterator = reader.iterator;
            if (iterator == null) iterator = api.iterator(request, reader.shardId, reader.point());
            RecordsPage page;
            try (var body = api.records(iterator, reader.limit())) {
                page = RecordsPage.read(body, shown -> give(reader, shown, lines));
            }
            reader.iterator = page.nextIterator();
            reader.failures = 0;
            reader.behindMillis = page.behindMillis();
            reader.learn(page.records(), page.bytes());
            if (page.nextIterator() == null) ended(reader, page.children(), lines);
            else again(reader, page);
        } catch (ServiceFault e) {
            reader.iterator = e.code().equals("ExpiredIteratorException") ? null : reader.iterator;
            if (!e.passes() && !e.code().equals("ExpiredIteratorException")) throw e;
            later(reader, e.words(), lines);
        } catch (IOException e) {
            later(reader, "The connection to streams-service broke.", lines);
        }
        behindMillis = due.stream().mapToLong(each -> each.behindMillis).max().orElse(0);
        // Not one by one while there are more at once.
        if (due.isEmpty() || due.element().dueMillis > now()) lines.flush();
    }

    private void later(ShardReader reader, String why, Lines lines) throws InterruptedException {
        lines.send(trouble(why));
        reader.dueMillis = now() + backOff(++reader.failures);
        due.add(reader);
    }

    private void again(ShardReader reader, RecordsPage page) {
        long patience = Math.max(IDLE_MILLIS, due.size() * MILLIS_PER_SHARD);
        long wait;
        // The further behind, the sooner: so records of different shards come about in the order of their arrival.
        if (page.records() > 0)
            wait = page.behindMillis() > 0 ? -Math.min(page.behindMillis(), MAX_AHEAD_MILLIS) : WARM_MILLIS;
        else wait = page.behindMillis() > 0 ? GAP_MILLIS : patience;
        reader.dueMillis = now() + wait;
        due.add(reader);
    }

    private void give(ShardReader reader, RecordsPage.Shown shown, Lines lines) throws InterruptedException {
        Map<String, @Nullable Object> line = new HashMap<>();
        line.put("shard", reader.shardId);
        line.put("seq", shown.sequenceNumber());
        line.put("at", shown.arrivalMillis());
        line.put("key", shown.partitionKey());
        line.put("size", shown.size());
        line.put("data", Base64.getEncoder().encodeToString(shown.data()));
        if (shown.size() > shown.data().length) line.put("cut", true);
        reader.given(shown.sequenceNumber());
        lines.add(line, shown.data().length * 4 / 3 + 200);
    }

    /** A shard was read to its end: its children follow, from their beginning, unless they are read already. */
    private void ended(ShardReader reader, List<String> children, Lines lines) throws InterruptedException {
        var opened = new ArrayList<String>();
        for (String child : children)
            if (seen.add(child)) {
                var next = new ShardReader(child, Json.object("ShardIteratorType", "TRIM_HORIZON"));
                next.dueMillis = now();
                due.add(next);
                opened.add(child);
            }
        lines.send(Json.object("type", "shards", "closed", List.of(reader.shardId), "opened", opened));
    }
}
