package io.millrace.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    private final Set<Long> withLocal = ConcurrentHashMap.newKeySet();
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
            for (var name : names(disk.list(SegmentFormat.directory(stream)))) {
                var path = name.in(stream);
                // What a file was merged or moved to comes before it, and counts instead if it is sound.
                if (files.stream().anyMatch(file -> file.name().replaces(name))) continue;
                try {
                    files.add(SegmentFile.open(disk, path));
                } catch (LogException e) {
                    counters.corrupt();
                    LOG.atError()
                            .addKeyValue("stream", stream)
                            .addKeyValue("file", path)
                            .log("segment is damaged: its records are skipped");
                }
            }
        } catch (IOException e) {
            throw new LogException(LogException.Reason.DISK_FAILED, "segments can't be read: " + e.getMessage(), e);
        }
        return files.toArray(NONE);
    }

    private List<SegmentFormat.Name> names(List<String> files) {
        return files.stream()
                .map(SegmentFormat.Name::of)
                .filter(Objects::nonNull)
                .filter(name -> name.lastRun() <= lastRun)
                .sorted(SegmentFormat.Name.ORDER)
                .toList();
    }

    /** Adds the newest segment of a stream. */
    void add(long stream, SegmentFile file) {
        var before = of(stream);
        var after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = file;
        streams.put(stream, after);
        counters.segmentBytes.addAndGet(file.localBytes());
        withLocal.add(stream);
    }

    /** Puts one segment in the place of some that follow each other and whose records it has. */
    void replace(long stream, List<SegmentFile> old, SegmentFile file) {
        var after = new ArrayList<>(List.of(of(stream)));
        int at = after.indexOf(old.getFirst());
        after.subList(at, at + old.size()).clear();
        after.add(at, file);
        streams.put(stream, after.toArray(NONE));
        counters.segmentBytes.addAndGet(file.localBytes());
        for (var replaced : old) counters.segmentBytes.addAndGet(-replaced.localBytes());
    }

    boolean hasLocal(long stream) {
        return withLocal.contains(stream);
    }

    /** Forgets the oldest segments of a stream; deleting them is the caller's. */
    void dropOldest(long stream, int count) {
        var before = of(stream);
        streams.put(stream, Arrays.copyOfRange(before, count, before.length));
        for (int i = 0; i < count; i++) counters.segmentBytes.addAndGet(-before[i].localBytes());
    }

    /**
     * Deletes everything of a stream that is here.
     *
     * @return paths of its segments whose bytes are in the object store
     */
    List<String> deleteAll(long stream) throws IOException {
        var far = new ArrayList<String>();
        streams.put(stream, NONE);
        var directory = SegmentFormat.directory(stream);
        for (var name : disk.list(directory)) {
            var path = directory + "/" + name;
            long bytes = disk.size(path);
            disk.delete(path);
            var segment = SegmentFormat.Name.of(name);
            if (segment != null && segment.far()) far.add(path);
            if (segment != null) counters.segmentBytes.addAndGet(-bytes);
        }
        if (!far.isEmpty()) disk.syncDirectory(directory);
        disk.delete(directory);
        streams.remove(stream);
        withLocal.remove(stream);
        return far;
    }

    /**
     * Looks through the streams' directories when the log is opened: deletes what a clustering left that never came to its
     * end, and what a crash left of a merge or a move, and adds up the rest.
     */
    void tidy() throws IOException {
        for (var directory : disk.list("streams")) {
            long stream = Long.parseLong(directory);
            var files = disk.list("streams/" + directory);
            var names = names(files);
            for (var file : files) {
                var name = SegmentFormat.Name.of(file);
                var path = "streams/" + directory + "/" + file;
                if (name == null || name.lastRun() > lastRun) {
                    disk.delete(path);
                } else if (isReplaced(stream, name, names)) {
                    // What is there instead may have been named by a process that died before it synced the name.
                    disk.syncDirectory("streams/" + directory);
                    disk.delete(path);
                } else {
                    counters.segmentBytes.addAndGet(disk.size(name.in(stream)));
                    if (!name.far()) withLocal.add(stream);
                }
            }
        }
    }

    private boolean isReplaced(long stream, SegmentFormat.Name name, List<SegmentFormat.Name> all) throws IOException {
        for (var other : all) {
            if (!other.replaces(name)) continue;
            try {
                SegmentFile.open(disk, other.in(stream));
                return true;
            } catch (LogException e) {
                // It can't be trusted: the old one stays.
            }
        }
        return false;
    }
}
