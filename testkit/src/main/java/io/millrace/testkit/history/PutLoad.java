package io.millrace.testkit.history;

import io.millrace.testkit.history.WriteLog.RecordId;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Writers, each with a connection and a name of its own, that put records until told to stop, and log what they do. */
public final class PutLoad {
    private static final int MAX_RECORDS = 40;

    /** What a writer does after an answer that is an error: a full disk must not be asked a thousand times a second. */
    private static final long PAUSE_MILLIS = 5;

    private final WriteLog log;
    private final String stream;
    private final KinesisCalls.Source server;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<KinesisCalls.Answer> errors = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private volatile boolean stopping;

    private PutLoad(WriteLog log, String stream, KinesisCalls.Source server) {
        this.log = log;
        this.stream = stream;
        this.server = server;
    }

    /**
     * Begins.
     *
     * @param name no two loads of one log may share it
     * @param writers how many connections
     */
    public static PutLoad begin(String name, int writers, WriteLog log, String stream, KinesisCalls.Source server) {
        var load = new PutLoad(log, stream, server);
        for (int i = 0; i < writers; i++) {
            String writer = name + "w" + i;
            load.threads.add(Thread.ofPlatform().daemon().name(writer).start(() -> load.write(writer)));
        }
        return load;
    }

    private void write(String writer) {
        var random = new SplittableRandom(writer.hashCode());
        long count = 0;
        try (var client = server.calls()) {
            while (!stopping) {
                var ids = new ArrayList<RecordId>();
                for (int i = 1 + random.nextInt(MAX_RECORDS); i > 0; i--) ids.add(new RecordId(writer, count++));
                if (!put(client, ids)) return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            faults.add(e);
        }
    }

    /** @return false if no answer came, as from a server that is gone */
    private boolean put(KinesisCalls client, List<RecordId> ids) throws InterruptedException {
        ids.forEach(log::attempt);
        var answer = attempt(client, body(stream, ids)).orElse(null);
        if (answer == null) {
            unanswered.incrementAndGet();
            return false;
        }
        calls.incrementAndGet();
        if (!answer.succeeded()) {
            ids.forEach(log::refuse);
            errors.add(answer);
            Thread.sleep(PAUSE_MILLIS);
            return true;
        }
        var entries = answer.json().get("Records");
        for (int i = 0; i < ids.size(); i++) {
            var entry = entries.get(i);
            if (entry.has("ErrorCode")) log.refuse(ids.get(i));
            else
                log.acknowledge(
                        ids.get(i),
                        entry.get("ShardId").asString(),
                        new BigInteger(entry.get("SequenceNumber").asString()));
        }
        return true;
    }

    private static Optional<KinesisCalls.Answer> attempt(KinesisCalls client, String body) throws InterruptedException {
        try {
            return Optional.of(client.call("PutRecords", body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static String body(String stream, List<RecordId> ids) {
        var body = new StringBuilder("{\"StreamName\":\"").append(stream).append("\",\"Records\":[");
        for (var id : ids)
            body.append("{\"PartitionKey\":\"")
                    .append(id.key())
                    .append("\",\"Data\":\"")
                    .append(Base64.getEncoder().encodeToString(id.payload()))
                    .append("\"},");
        body.setLength(body.length() - 1);
        return body.append("]}").toString();
    }

    /** Calls that were answered, whatever the answer. */
    public long calls() {
        return calls.get();
    }

    /** Calls that got no answer. */
    public long unanswered() {
        return unanswered.get();
    }

    /** Answers that were errors. */
    public List<KinesisCalls.Answer> errors() {
        return List.copyOf(errors);
    }

    /** Waits until the writers have noticed that the server is gone. */
    public void awaitEnd() throws InterruptedException {
        for (var thread : threads) thread.join();
        if (!faults.isEmpty()) throw new AssertionError("a writer failed", faults.peek());
    }

    /** Stops after the calls under way. */
    public void stop() throws InterruptedException {
        stopping = true;
        awaitEnd();
    }
}
