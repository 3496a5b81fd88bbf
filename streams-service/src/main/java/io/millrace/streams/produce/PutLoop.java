package io.millrace.streams.produce;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * The puts of one event loop. The log's commit thread tells it of puts that are done; however many those are, the loop is
 * woken once for all of them, because waking a thread costs more than answering a put.
 */
final class PutLoop {
    private static final int KEPT_PUTS = 64;
    private static final int SAMPLED = 16;

    final PutRequest parsed = new PutRequest();
    final Base64Decoding base64 = new Base64Decoding();
    final PutAnswers answers = new PutAnswers();

    private int untilSample;
    private final EventExecutor loop;
    /** Answers a put, or returns false if the log has it once more. */
    private final Predicate<Put> answer;

    private final ArrayDeque<Put> resting = new ArrayDeque<>(KEPT_PUTS);
    private final Queue<Put> done = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    PutLoop(EventExecutor loop, Predicate<Put> answer) {
        this.loop = loop;
        this.answer = answer;
    }

    /**
     * True for one record in {@value #SAMPLED} on average, whose key is looked at. By chance, since keys may come in turns.
     * On the loop.
     */
    boolean sample() {
        if (--untilSample > 0) return false;
        untilSample = 1 + ThreadLocalRandom.current().nextInt(2 * SAMPLED - 1);
        return true;
    }

    /** A put to fill. On the loop. */
    Put take() {
        Put put = resting.pollFirst();
        return put != null ? put : new Put(this);
    }

    /** Takes a put back. On the loop. */
    void rest(Put put) {
        put.rest();
        if (resting.size() < KEPT_PUTS && put.worthKeeping()) resting.addFirst(put);
    }

    /** Has a put answered. From any thread. */
    void done(Put put) {
        done.add(put);
        if (woken.compareAndSet(false, true)) loop.execute(this::answerAll);
    }

    private void answerAll() {
        woken.set(false);
        Put put;
        while ((put = done.poll()) != null) {
            boolean answered = true;
            try {
                answered = answer.test(put);
            } finally {
                if (answered) rest(put);
            }
        }
    }
}
