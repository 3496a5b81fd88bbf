package io.millrace.log;

import io.millrace.log.AppendQueue.Delete;
import io.millrace.log.AppendQueue.Entry;
import io.millrace.log.AppendQueue.Leave;
import io.millrace.log.AppendQueue.Seal;
import io.millrace.log.AppendQueue.Write;
import io.millrace.log.LogException.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commit thread: makes a frame of everything that waits, writes and syncs it, publishes it, tells the outcome. It
 * owns the journal, the tail cache's chunks and the commit side of every shard. Without a timer: it commits at once when
 * it was idle, otherwise what gathered during the last sync.
 *
 * <p>A frame whose write or sync failed may be on disk or not. It is cut off by the header of the next segment, and only
 * when that is durable are its batches told that they failed. While no segment can be begun they are in doubt and wait;
 * newer batches, of which nothing was written, fail at once.
 */
final class Committer implements Runnable {
    /** Enough for the disk's full speed; a larger batch goes alone. */
    private static final int GROUP_BYTES = 4 << 20;

    /** How often a disk that could not cut off a failed frame is tried again when nobody appends. */
    private static final long DOUBT_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final AppendQueue queue;
    private final Journal journal;
    private final TailCache cache;
    private final InstantSource clock;
    private final Counters counters;
    private final Owner owner;
    private final long groupBytes;
    private final FrameBuilder frame = new FrameBuilder();
    private final List<Doubt> doubts = new ArrayList<>();
    private long lastArrivalMillis;

    /** What the rest of the log does when something became durable, or not; called on the commit thread. */
    interface Owner {
        /** Lets a stream's shards refuse the rest of the frame. */
        void deleting(long stream);

        void deletingFailed(long stream);

        void deleted(long stream);

        /** Segments before the current one are at rest. */
        void segmentLeft();
    }

    private record Doubt(List<Entry> group, LogException cause) {}

    Committer(
            AppendQueue queue,
            Journal journal,
            TailCache cache,
            InstantSource clock,
            Counters counters,
            Owner owner,
            int maxFrameBytes,
            long lastArrivalMillis) {
        this.queue = queue;
        this.journal = journal;
        this.cache = cache;
        this.clock = clock;
        this.counters = counters;
        this.owner = owner;
        this.groupBytes = Math.min(GROUP_BYTES, maxFrameBytes - JournalFormat.FRAME_HEADER_BYTES);
        this.lastArrivalMillis = lastArrivalMillis;
    }

    @Override
    public void run() {
        try {
            commitUntilClosed();
        } finally {
            // Should the thread ever end by a fault of ours, nobody may wait for it.
            queue.close();
        }
    }

    private void commitUntilClosed() {
        var group = new ArrayList<Entry>();
        while (queue.take(group, groupBytes, doubts.isEmpty() ? 0 : DOUBT_MILLIS)) {
            if (!doubts.isEmpty()) resolveDoubts();
            if (!group.isEmpty()) commit(group);
            group = new ArrayList<>();
        }
        if (!doubts.isEmpty()) resolveDoubts();
        if (!doubts.isEmpty()) {
            LOG.atError().addKeyValue("commits", doubts.size()).log("closed with commits whose outcome is unknown");
        }
    }

    private void commit(List<Entry> group) {
        boolean touched = false;
        try {
            plan(group);
            long arrivalMillis = Math.max(lastArrivalMillis, clock.millis());
            if (frame.blocks() > 0) {
                int padded = Pages.up(frame.bytes());
                if (journal.ensureRoom(padded)) owner.segmentLeft();
                if (!doubts.isEmpty()) resolveDoubts();
                touched = true;
                write(group, padded, arrivalMillis);
            }
            for (var entry : group)
                if (entry instanceof Write write) write.batch().arrived(arrivalMillis);
            lastArrivalMillis = arrivalMillis;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            takeBack(group);
            fail(group, e, touched);
            return;
        }
        tell(group);
        frame.clear();
    }

    private void plan(List<Entry> group) {
        frame.clear();
        for (var entry : group) {
            switch (entry) {
                case Write write -> frame.add(write.batch());
                case Seal seal -> frame.seal(seal.shard());
                case Delete delete -> {
                    frame.delete(delete.anyShard());
                    owner.deleting(delete.anyShard().key().stream());
                }
                case Leave leave -> journal.leave();
            }
        }
    }

    private void write(List<Entry> group, int padded, long arrivalMillis) throws IOException {
        var batches = new ArrayList<AppendBatch>(group.size());
        for (var entry : group) if (entry instanceof Write write) batches.add(write.batch());
        var chunk = cache.room(padded);
        int at = cache.filled();
        var segment = journal.current();
        frame.write(chunk.memory(), at, batches, segment.header(), journal.takeFrameNumber(), arrivalMillis);
        long began = System.nanoTime();
        journal.write(chunk.memory().slice(at, padded));
        counters.synced(padded, System.nanoTime() - began);
        long place = BlockIndex.place(segment.id(), segment.end());
        cache.advance(padded);
        journal.advance(padded);
        frame.publish(place, chunk.address(at), arrivalMillis);
    }

    private void tell(List<Entry> group) {
        for (var entry : group) {
            switch (entry) {
                case Write write -> {}
                case Seal seal -> seal.shard().markSealed();
                case Delete delete -> owner.deleted(delete.anyShard().key().stream());
                case Leave leave -> owner.segmentLeft();
            }
        }
        frame.callListeners(listener -> guarded(listener));
        for (var entry : group) {
            queue.done(entry.bytes());
            switch (entry) {
                case Write write -> {
                    counters.stored(write.batch());
                    guarded(() -> write.listener().committed(write.batch()));
                }
                case Seal seal -> seal.done().complete(null);
                case Delete delete -> delete.done().complete(null);
                case Leave leave -> leave.done().complete(null);
            }
        }
    }

    private void takeBack(List<Entry> group) {
        frame.rollBack();
        for (var entry : group) {
            if (entry instanceof Delete delete) owner.deletingFailed(delete.anyShard().key().stream());
        }
        frame.clear();
    }

    private void fail(List<Entry> group, Throwable e, boolean touched) {
        counters.failed();
        var reason = e instanceof DiskFullException ? Reason.DISK_FULL : Reason.DISK_FAILED;
        LOG.atError().addKeyValue("error", e.toString()).log("commit failed");
        var cause = new LogException(reason, "The commit failed: " + e.getMessage(), e);
        if (!touched) {
            for (var entry : group) tellFailed(entry, cause);
            return;
        }
        journal.leave();
        doubts.add(new Doubt(List.copyOf(group), cause));
        resolveDoubts();
    }

    /** Tells the batches of failed frames so, once a new segment has cut those frames off. */
    private void resolveDoubts() {
        try {
            if (journal.ensureRoom(Pages.BYTES)) owner.segmentLeft();
        } catch (IOException e) {
            LOG.atError().addKeyValue("error", e.toString()).log("no segment can be begun after a failed commit");
            return;
        }
        for (var doubt : doubts) for (var entry : doubt.group) tellFailed(entry, doubt.cause);
        doubts.clear();
    }

    private void tellFailed(Entry entry, LogException cause) {
        queue.done(entry.bytes());
        switch (entry) {
            case Write write -> guarded(() -> write.listener().failed(write.batch(), cause));
            case Seal seal -> completeFailed(seal.done(), cause);
            case Delete delete -> completeFailed(delete.done(), cause);
            case Leave leave -> completeFailed(leave.done(), cause);
        }
    }

    private static void completeFailed(CompletableFuture<Void> done, LogException cause) {
        done.completeExceptionally(cause);
    }

    private static void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a listener of the log failed");
        }
    }
}
