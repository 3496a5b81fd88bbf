package io.millrace.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the segments of a log that is in use with their checksums: every chunk and index of those here, the index of
 * those whose records are in the object store. Holds no lock, so a segment may be trimmed, merged, moved or deleted
 * meanwhile; what was found in one that no longer counts is no damage. The journal is left out: it is written to, and what is
 * in it is compared when it is read, moved to segments or recovered. Repairs nothing.
 */
final class RunningCheck {
    private final Disk disk;
    private final SegmentStore store;
    private final CheckListener listener;
    private final ReadBuffers buffers = new ReadBuffers();

    RunningCheck(Disk disk, SegmentStore store, CheckListener listener) {
        this.disk = disk;
        this.store = store;
        this.listener = listener;
    }

    /** A segment to check, and the bytes of its file. */
    private record Planned(long stream, SegmentFormat.Name name, long bytes) {
        String path() {
            return name.in(stream);
        }
    }

    /** @throws IOException if the disk fails, or the listener ends it */
    void run() throws IOException {
        var planned = plan();
        listener.begins(
                planned.size(), planned.stream().mapToLong(Planned::bytes).sum());
        for (var segment : planned) {
            for (var problem : problems(segment)) listener.damaged(segment.path(), problem);
            listener.checked(segment.bytes);
        }
    }

    private List<Planned> plan() throws IOException {
        var planned = new ArrayList<Planned>();
        for (var directory : disk.list("streams")) {
            long stream = Long.parseLong(directory);
            for (var name : counting(stream)) {
                try {
                    planned.add(new Planned(stream, name, disk.size(name.in(stream))));
                } catch (NoSuchFileException e) {
                    // Gone since it was listed.
                }
            }
        }
        return planned;
    }

    /** The segments of a stream that readers go by, damaged ones too. */
    private List<SegmentFormat.Name> counting(long stream) throws IOException {
        var names = new ArrayList<SegmentFormat.Name>();
        for (var file : disk.list(SegmentFormat.directory(stream))) {
            var name = SegmentFormat.Name.of(file);
            if (name != null && name.lastRun() <= store.lastRun()) names.add(name);
        }
        return names.stream()
                .filter(name -> names.stream().noneMatch(other -> other.replaces(name)))
                .toList();
    }

    private List<String> problems(Planned segment) throws IOException {
        var problems = new ArrayList<String>();
        try {
            check(segment, problems);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        boolean counts = problems.isEmpty() || counting(segment.stream).contains(segment.name);
        return counts ? problems : List.of();
    }

    private void check(Planned segment, List<String> problems) throws IOException {
        SegmentFile file;
        try {
            file = SegmentFile.open(disk, segment.path());
        } catch (LogException e) {
            problems.add("its directory is damaged: none of its records is found");
            return;
        }
        var check = new SegmentCheck(new Chunks(disk, null, buffers), segment.stream, problems::add, listener::read);
        if (!check.indexesAreSound(file)) problems.add("an index is damaged: records are not found");
        else if (!segment.name.far()) check.chunks(file);
    }
}
