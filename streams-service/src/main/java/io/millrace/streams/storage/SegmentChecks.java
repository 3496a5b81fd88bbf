package io.millrace.streams.storage;

import io.millrace.log.CheckListener;
import io.millrace.log.RecordLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what is stored while it is in use, one check at a time, on a thread that lives as long as the check. How it goes is
 * kept in memory until the next one begins.
 */
public final class SegmentChecks implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(SegmentChecks.class);
    /** Damages that are told one by one. */
    private static final int MAX_DAMAGES = 1000;
    /** What it may make up for after it had to wait for the disk, or slept too long. */
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RecordLog log;
    private final long bytesPerSecond;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread;
    private volatile State state = State.NONE;

    /** What a damaged segment is called, and what can't be read of it. */
    record Damage(String segment, String problem) {}

    /** How far a check has come. */
    enum Status {
        NONE,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * The last check as it is at one moment.
     *
     * @param bytes of the segments that there were when it began
     */
    record State(
            Status status,
            @Nullable Instant started,
            @Nullable Instant ended,
            int checked,
            int segments,
            long checkedBytes,
            long bytes,
            List<Damage> damages) {
        private static final State NONE = new State(Status.NONE, null, null, 0, 0, 0, 0, List.of());
    }

    /** @param bytesPerSecond how fast it reads at most, so that the disk is there for others */
    public SegmentChecks(RecordLog log, long bytesPerSecond, InstantSource clock) {
        if (bytesPerSecond <= 0) throw new IllegalArgumentException("a check must read something: " + bytesPerSecond);
        this.log = log;
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
    }

    State state() {
        return state;
    }

    /** Begins a check. @return false if one runs already */
    boolean start() {
        lock.lock();
        try {
            if (state.status == Status.RUNNING) return false;
            var run = new Run(clock.instant());
            state = run.state(Status.RUNNING, null);
            thread = Thread.ofPlatform().daemon().name("segment-check").start(run);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (thread != null) thread.interrupt();
        } finally {
            lock.unlock();
        }
        join();
    }

    /** Waits for the check that runs, if one does. */
    private void join() {
        var last = thread;
        try {
            if (last != null) last.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One check. Everything in it belongs to its thread; what others see is the state. */
    private final class Run implements Runnable, CheckListener {
        private final Instant started;
        private final List<Damage> damages = new ArrayList<>();
        private int segments;
        private int checked;
        private long bytes;
        private long checkedBytes;
        private long readOfSegment;
        /** When what was read would have taken as long as it may. */
        private long paidNanos = System.nanoTime();

        private Run(Instant started) {
            this.started = started;
        }

        private State state(Status status, @Nullable Instant ended) {
            long soFar = Math.min(bytes, checkedBytes + readOfSegment);
            return new State(status, started, ended, checked, segments, soFar, bytes, List.copyOf(damages));
        }

        @Override
        public void run() {
            try {
                log.checkSegments(this);
                state = state(Status.DONE, clock.instant());
                logger.atInfo()
                        .addKeyValue("segments", checked)
                        .addKeyValue("bytes", bytes)
                        .addKeyValue("damages", damages.size())
                        .log("segments checked");
            } catch (IOException | RuntimeException e) {
                state = state(Status.FAILED, clock.instant());
                logger.atWarn().addKeyValue("error", e.toString()).log("check of segments not finished");
            }
        }

        @Override
        public void begins(int planned, long plannedBytes) {
            segments = planned;
            bytes = plannedBytes;
            state = state(Status.RUNNING, null);
        }

        @Override
        public void read(int piece) throws IOException {
            readOfSegment += piece;
            state = state(Status.RUNNING, null);
            keepPace(piece);
        }

        private void keepPace(int piece) throws IOException {
            long now = System.nanoTime();
            paidNanos = Math.max(paidNanos, now - BURST_NANOS)
                    + (long) ((double) piece / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
            try {
                if (Thread.interrupted()) throw new InterruptedException("closing");
                if (paidNanos > now) TimeUnit.NANOSECONDS.sleep(paidNanos - now);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("the service is closing");
            }
        }

        @Override
        public void checked(long fileBytes) {
            checked++;
            checkedBytes += fileBytes;
            readOfSegment = 0;
            state = state(Status.RUNNING, null);
        }

        @Override
        public void damaged(String segment, String problem) {
            logger.atError()
                    .addKeyValue("segment", segment)
                    .addKeyValue("problem", problem)
                    .log("segment is damaged");
            if (damages.size() < MAX_DAMAGES) damages.add(new Damage(segment, problem));
        }
    }
}
