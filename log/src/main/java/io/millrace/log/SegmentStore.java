package io.millrace.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clustered segments of every stream, oldest first. A stream's list is read from its directory when it is first
 * asked for, so a restart does not touch the segments. Changed under the maintenance lock only, read by any thread.
 */
final class SegmentStore {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
    private static final SegmentFile[] NONE = {};

    private final Disk disk;
    private final Counters counters;
    private final ConcurrentHashMap<Long, SegmentFile[]> streams = new ConcurrentHashMap<>();
    private volatile long lastRun;

    /** @param lastRun the last clustering that came to its end; files of later ones don't count */
    SegmentStore(Disk disk, Counters counters, long lastRun) {
        this.disk = disk;
        this.counters = counters;
        this.lastRun = lastRun;
    }

    long lastRun() {
        return lastRun;
    }

    /** A clustering came to its end and all its segments were added. */
    void ended(long run) {
        lastRun = run;
    }

    /** @throws LogException with {@code DISK_FAILED} if the directory can't be read */
    SegmentFile[] of(long stream) {
        var known = streams.get(stream);
        return known != null ? known : streams.computeIfAbsent(stream, this::load);
    }

    private SegmentFile[] load(long stream) {
        var files = new ArrayList<SegmentFile>();
        try {
            for (var name : sorted(disk.list(SegmentFormat.directory(stream)))) {
                try {
                    files.add(SegmentFile.open(disk, SegmentFormat.directory(stream) + "/" + name));
                } catch (LogException e) {
                    counters.corrupt();
                    LOG.atError()
                            .addKeyValue("stream", stream)
                            .addKeyValue("file", name)
                            .log("segment is damaged: its records are skipped");
                }
            }
        } catch (IOException e) {
            throw new LogException(LogException.Reason.DISK_FAILED, "segments can't be read: " + e.getMessage(), e);
        }
        return files.toArray(NONE);
    }

    private List<String> sorted(List<String> names) {
        return names.stream()
                .filter(name -> SegmentFormat.run(name) >= 0 && SegmentFormat.run(name) <= lastRun)
                .sorted((a, b) -> Long.compare(SegmentFormat.run(a), SegmentFormat.run(b)))
                .toList();
    }

    /** Adds the newest segment of a stream. */
    void add(long stream, SegmentFile file) {
        var before = of(stream);
        var after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = file;
        streams.put(stream, after);
        counters.segmentBytes.addAndGet(file.bytes());
    }

    /** Forgets the oldest segments of a stream; deleting them is the caller's. */
    void dropOldest(long stream, int count) {
        var before = of(stream);
        streams.put(stream, Arrays.copyOfRange(before, count, before.length));
        for (int i = 0; i < count; i++) counters.segmentBytes.addAndGet(-before[i].bytes());
    }

    /** Deletes everything of a stream. */
    void deleteAll(long stream) throws IOException {
        streams.put(stream, NONE);
        var directory = SegmentFormat.directory(stream);
        for (var name : disk.list(directory)) {
            var path = directory + "/" + name;
            long bytes = disk.size(path);
            disk.delete(path);
            if (SegmentFormat.run(name) >= 0) counters.segmentBytes.addAndGet(-bytes);
        }
        disk.delete(directory);
        streams.remove(stream);
    }

    /**
     * Looks through the streams' directories when the log is opened: deletes what a clustering left that never came to its
     * end, and adds up the rest.
     */
    void tidy() throws IOException {
        for (var directory : disk.list("streams")) {
            for (var name : disk.list("streams/" + directory)) {
                var path = "streams/" + directory + "/" + name;
                long run = SegmentFormat.run(name);
                if (run < 0 || run > lastRun) disk.delete(path);
                else counters.segmentBytes.addAndGet(disk.size(path));
            }
        }
    }
}
