package io.millrace.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that changes what is stored, other than appending: clustering, trimming, removing deleted streams. One at a
 * time, under one lock; in the background, except for {@link #trim}. Owns the manifest.
 */
final class Maintenance {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final Disk disk;
    private final SegmentStore store;
    private final Clustering clustering;
    private final Map<ShardKey, Shard> shards;
    private final Set<Long> deleted;
    private final long id;
    private final long firstPosition;
    private final Upkeep upkeep;
    private final int clusterAfterSegments;
    private final Executor background;
    private final ReentrantLock lock = new ReentrantLock();
    private long journalStart;

    Maintenance(
            Disk disk,
            Journal journal,
            SegmentStore store,
            LogReader reader,
            Map<ShardKey, Shard> shards,
            Set<Long> deleted,
            Manifest manifest,
            long id,
            long firstPosition,
            LocalLogSettings settings,
            Upkeep upkeep,
            Executor background) {
        this.disk = disk;
        this.store = store;
        this.shards = shards;
        this.deleted = deleted;
        this.journalStart = manifest.journalStart();
        this.firstPosition = firstPosition;
        this.id = id;
        this.clusterAfterSegments = settings.clusterAfterSegments();
        this.upkeep = upkeep;
        this.background = background;
        this.clustering =
                new Clustering(disk, journal, store, reader, this::checkpoint, shards::values, settings.compression());
    }

    /** A segment of the journal was left: clusters if enough are full. */
    void segmentLeft() {
        inBackground("clustering", () -> clusterNow(clusterAfterSegments));
    }

    void clusterNow(int threshold) throws IOException {
        Collection<Long> written;
        lock.lock();
        try {
            written = clustering.run(threshold);
        } finally {
            lock.unlock();
        }
        upkeep.soon(written, this::swap);
    }

    /** A stream was deleted: removes its files. */
    void remove(long stream) {
        inBackground("removing a deleted stream", () -> {
            List<String> far;
            lock.lock();
            try {
                far = store.deleteAll(stream);
                disk.syncDirectory("streams");
            } finally {
                lock.unlock();
            }
            upkeep.forget(far);
        });
    }

    /** Something of a stream may be old enough to move away. */
    void tend(long stream) {
        if (store.hasLocal(stream)) upkeep.soon(List.of(stream), this::swap);
    }

    /** See {@link Upkeep.Swap}. */
    private boolean swap(long stream, List<SegmentFile> old, String path, SegmentFormat.Name name) throws IOException {
        lock.lock();
        try {
            var now = List.of(store.of(stream));
            if (deleted.contains(stream) || !now.containsAll(old)) {
                disk.delete(path);
                return false;
            }
            disk.rename(path, name.in(stream));
            disk.syncDirectory(SegmentFormat.directory(stream));
            store.replace(stream, old, SegmentFile.open(disk, name.in(stream)));
            for (var file : old) disk.delete(file.path());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** See {@link RecordLog#trim}. The manifest knows the new start before a file is gone. */
    void trim(long stream, long beforeMillis) throws IOException {
        dropOldest(stream, file -> file.lastArrivalMillis() < beforeMillis);
    }

    /** See {@link RecordLog#release}: drops the segments of a stream of which nothing can be read. */
    void released(long stream) {
        var files = store.of(stream);
        if (files.length > 0 && unreadable(stream, files[0]))
            inBackground("dropping released segments", () -> dropOldest(stream, file -> unreadable(stream, file)));
    }

    private boolean unreadable(long stream, SegmentFile file) {
        for (int row = 0; row < file.parts(); row++) {
            var part = file.part(row);
            var shard = shards.get(new ShardKey(stream, part.shard()));
            if (shard == null || shard.start() < part.end()) return false;
        }
        return true;
    }

    private void dropOldest(long stream, Predicate<SegmentFile> droppable) throws IOException {
        var far = new ArrayList<String>();
        lock.lock();
        try {
            var files = store.of(stream);
            int count = 0;
            while (count < files.length && droppable.test(files[count])) count++;
            if (count == 0) return;
            var before = List.of(files).subList(0, count);
            for (var file : before) {
                for (int row = 0; row < file.parts(); row++) {
                    var part = file.part(row);
                    var shard = shards.get(new ShardKey(stream, part.shard()));
                    if (shard != null) shard.trimTo(part.end());
                }
            }
            checkpoint(journalStart, store.lastRun());
            store.dropOldest(stream, count);
            for (var file : before) {
                disk.delete(file.path());
                if (file.name().far()) far.add(file.path());
            }
            // An index must not come back after its object went.
            if (!far.isEmpty()) disk.syncDirectory(SegmentFormat.directory(stream));
        } finally {
            lock.unlock();
        }
        upkeep.forget(far);
    }

    private void checkpoint(long start, long lastRun) throws IOException {
        manifest(shards.values(), start, lastRun).write(disk);
        journalStart = start;
    }

    private Manifest manifest(Collection<Shard> all, long start, long lastRun) {
        var states = new ArrayList<Manifest.ShardState>();
        long lastArrivalMillis = -1;
        for (var shard : all) {
            lastArrivalMillis = Math.max(lastArrivalMillis, shard.lastArrivalMillis());
            if (shard.known()) states.add(shard.state());
        }
        return new Manifest(id, start, lastRun, lastArrivalMillis, firstPosition, List.copyOf(deleted), states);
    }

    private interface Job {
        void run() throws IOException;
    }

    private void inBackground(String what, Job job) {
        try {
            background.execute(() -> {
                try {
                    job.run();
                } catch (IOException | RuntimeException e) {
                    LOG.atError().addKeyValue("error", e.toString()).log(what + " failed");
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("nothing more is done in the background: the log is closing");
        }
    }

    /** Does something when nothing else is under way. */
    void whenIdle(Runnable last) {
        lock.lock();
        try {
            last.run();
        } finally {
            lock.unlock();
        }
    }
}
