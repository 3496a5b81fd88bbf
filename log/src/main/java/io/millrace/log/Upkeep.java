package io.millrace.log;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done to segments after they were written: merging, and moving to the object store. One stream at a time, on one
 * thread of its own. The long part, reading, writing and uploading, holds no lock; what comes of it takes its place in one
 * step of the {@link Maintenance}, if the segments it was made of are still there, and is thrown away if not.
 *
 * <p>Moving: the object is durable first, then its index as {@code .far}, by renaming; only then does the local file go. A
 * crash in between leaves an object that is written again, or swept.
 */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** A sweep that failed is tried again after this long. */
    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

    private final Disk disk;
    private final SegmentStore store;
    private final Merging merging;
    private final @Nullable FarSegments far;
    private final Duration after;
    private final InstantSource clock;
    private final Executor background;
    private boolean sweepDue = true;
    private long nextSweepMillis;

    /** Makes a file count in place of segments, or throws it away. */
    interface Swap {
        /**
         * @param path of a file that is durable but for its name
         * @param name what it is to be called
         * @return false if the old segments are not all there any more: the file is gone then
         */
        boolean swap(long stream, List<SegmentFile> old, String path, SegmentFormat.Name name) throws IOException;
    }

    /**
     * @param far null if nothing moves away
     * @param after how old segments must be to move
     */
    Upkeep(
            Disk disk,
            SegmentStore store,
            Merging merging,
            @Nullable FarSegments far,
            Duration after,
            InstantSource clock,
            Executor background) {
        this.disk = disk;
        this.store = store;
        this.merging = merging;
        this.far = far;
        this.after = after;
        this.clock = clock;
        this.background = background;
    }

    /** Deletes, in the background, what an earlier life of the log left in the object store. */
    void begin() {
        if (far != null) inBackground(this::sweep);
    }

    /** Looks after some streams, in the background. */
    void soon(Collection<Long> streams, Swap swap) {
        if (!streams.isEmpty())
            inBackground(() -> {
                if (far != null) sweep();
                for (long stream : streams) now(stream, swap);
            });
    }

    /** The index of these segments is gone from the disk: deletes their objects, in the background. */
    void forget(List<String> paths) {
        if (far == null || paths.isEmpty()) return;
        inBackground(() -> {
            for (var path : paths) forget(path);
        });
    }

    private void forget(String path) {
        if (far == null) return;
        try {
            far.delete(path);
        } catch (IOException e) {
            failed("an object is left to be swept", e);
        }
    }

    private void now(long stream, Swap swap) {
        try {
            for (var due = merging.due(store.of(stream)); !due.isEmpty(); due = merging.due(store.of(stream))) {
                merge(stream, due, swap);
            }
            if (far != null) moveAway(stream, far, swap);
        } catch (IOException | LogException e) {
            failed("segments are left as they are for now", e);
        }
    }

    /** @return false if it could not be done now */
    private boolean merge(long stream, List<SegmentFile> files, Swap swap) throws IOException {
        var path = merging.write(stream, files);
        return path.isPresent() && swap.swap(stream, files, path.get(), Merging.name(files));
    }

    private void moveAway(long stream, FarSegments to, Swap swap) throws IOException {
        long before = clock.millis() - after.toMillis();
        while (!Thread.currentThread().isInterrupted()) {
            var files = store.of(stream);
            int first = 0;
            while (first < files.length && files[first].name().far()) first++;
            if (first == files.length || files[first].lastArrivalMillis() > before) return;
            var together = merging.together(files, first);
            while (together.getLast().lastArrivalMillis() > before) together.removeLast();
            if (together.size() > 1) merge(stream, together, swap);
            else if (!move(stream, together.getFirst(), to, swap)) return;
        }
    }

    private boolean move(long stream, SegmentFile file, FarSegments to, Swap swap) throws IOException {
        to.put(file);
        var name = file.name().asFar();
        var path = name.in(stream) + ".new";
        copyIndex(file, path);
        if (swap.swap(stream, List.of(file), path, name)) return true;
        forget(name.in(stream));
        return false;
    }

    private void copyIndex(SegmentFile file, String path) throws IOException {
        long from = Pages.down(file.indexAt());
        var pages = Pages.allocate(Math.toIntExact(file.bytes() - from));
        try (var source = disk.open(file.path(), Disk.Access.CACHED);
                var target = disk.create(path)) {
            if (source.read(pages, from) != pages.capacity()) throw new IOException(file.path() + " ends too soon");
            target.write(pages.clear(), 0);
            target.sync();
        }
    }

    private void sweep() {
        if (far == null || !sweepDue || clock.millis() < nextSweepMillis) return;
        try {
            far.sweep();
            sweepDue = false;
        } catch (IOException e) {
            failed("the object store could not be swept", e);
        }
    }

    private void failed(String what, Exception e) {
        LOG.atWarn().addKeyValue("error", e.toString()).log(what);
        sweepDue = true;
        nextSweepMillis = clock.millis() + SWEEP_PAUSE.toMillis();
    }

    private void inBackground(Runnable job) {
        try {
            background.execute(job);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("no more upkeep: the log is closing");
        }
    }
}
