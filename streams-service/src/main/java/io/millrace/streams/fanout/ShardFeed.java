package io.millrace.streams.fanout;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the subscribers of one shard share: the event that leads farthest, so that those who stand at the same place, as all
 * who keep up do, get one encoding. Used by several event loops; the lock is held while an event is made, since a second
 * loop that wants the same event does better to wait for it than to make it again. Holds one event, for a moment only.
 */
final class ShardFeed {
    /** How long an event is kept for others. What it says of being behind is true for no longer. */
    private static final long KEPT_NANOS = 500_000_000;

    private int users;
    private @Nullable Event latest;
    private long madeNanos;
    private int lastFrameBytes = 1024;

    /**
     * The event from a position.
     *
     * @param maker makes it if nobody did yet; gives null if it can't be had from memory
     * @return one that the caller must release, or null as the maker says
     */
    synchronized @Nullable Event from(long position, Supplier<@Nullable Event> maker) {
        var known = latest;
        if (known != null && known.from() == position) return known.share();
        var made = maker.get();
        if (made == null || made.records() == 0) return made;
        lastFrameBytes = made.frame().readableBytes();
        if (known == null || made.next() > known.next()) {
            drop();
            latest = made.share();
            madeNanos = System.nanoTime();
        }
        return made;
    }

    /** A guess of the next frame's size, in bytes. */
    synchronized int room() {
        return lastFrameBytes + lastFrameBytes / 8;
    }

    /** Lets go of an event that everybody had time to take. */
    synchronized void tidy() {
        if (latest != null && System.nanoTime() - madeNanos > KEPT_NANOS) drop();
    }

    private void drop() {
        if (latest != null) latest.release();
        latest = null;
    }

    synchronized void enter() {
        users++;
    }

    /** @return true if that was the last user */
    synchronized boolean leave() {
        if (--users > 0) return false;
        drop();
        return true;
    }
}
