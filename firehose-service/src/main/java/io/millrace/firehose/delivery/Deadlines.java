package io.millrace.firehose.delivery;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes buffers when their time is over: one entry for each open buffer that has records, one thread for all. It looks at the
 * clock every {@link #LOOK_MILLIS}, because the clock may be one that a test turns, or jump.
 */
final class Deadlines implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    private final InstantSource clock;
    private final PriorityQueue<Deadline> queue = new PriorityQueue<>(Comparator.comparingLong(Deadline::millis));
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private volatile boolean closed;

    private record Deadline(long millis, Runnable wake) {}

    Deadlines(InstantSource clock) {
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("firehose-deadlines").start(this::run);
    }

    /** Calls back once, at or soon after a time; the callback must hand over and return. */
    void at(long millis, Runnable wake) {
        lock.lock();
        try {
            queue.add(new Deadline(millis, wake));
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!closed) {
            for (var due = next(); due != null; due = next()) due.wake.run();
            LockSupport.parkNanos(LOOK_MILLIS * 1_000_000);
        }
    }

    private @org.jspecify.annotations.Nullable Deadline next() {
        lock.lock();
        try {
            var first = queue.peek();
            return first != null && first.millis <= clock.millis() ? queue.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
