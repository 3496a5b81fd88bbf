package io.millrace.log;

import io.millrace.log.JournalScan.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads every byte of a log that nobody has open, compares it with its checksums, and says what is damaged and what can
 * still be read. Told to repair, it makes good what the rest of the directory allows: a copy of the manifest or of a header
 * from the other, the index of a segment from its chunks. It takes no record away: what it replaces is kept in the folder
 * {@code damaged}, and what it can't read is reported and stays where it is.
 */
public final class LogCheck {
    private final Disk disk;
    private final boolean repair;
    private final Consumer<Finding> report;
    private long files;
    private long bytes;
    private long records;
    private int unreadable;

    /** How bad it is. */
    public enum Severity {
        /** Records, or the way to them, can't be read. */
        UNREADABLE,
        /** Damaged, but another copy says the same: nothing is lost. */
        DAMAGED,
        /** Was one of these two and is made good. */
        REPAIRED,
        /** Nothing is wrong. */
        NOTE
    }

    /** @param file relative to the log's directory */
    public record Finding(Severity severity, String file, String what) {}

    /**
     * What was found in all.
     *
     * @param records that can be read
     * @param unreadable findings of that severity
     */
    public record Result(long files, long bytes, long records, int unreadable) {}

    /**
     * Checks a directory.
     *
     * @param report hears each finding at once
     * @throws IllegalStateException if a process has the directory open
     * @throws IOException if a file can't be read at all
     */
    public static Result run(Path directory, boolean repair, Consumer<Finding> report) throws IOException {
        return run(new FileDisk(directory), repair, report);
    }

    static Result run(Disk disk, boolean repair, Consumer<Finding> report) throws IOException {
        try (var _ = disk.lock()) {
            var check = new LogCheck(disk, repair, report);
            var manifest = check.manifest();
            if (manifest != null) {
                check.journal(manifest.journalStart());
                check.segments(manifest.lastRun());
            }
            return new Result(check.files, check.bytes, check.records, check.unreadable);
        }
    }

    private LogCheck(Disk disk, boolean repair, Consumer<Finding> report) {
        this.disk = disk;
        this.repair = repair;
        this.report = report;
    }

    private void say(Severity severity, String file, String what) {
        if (severity == Severity.UNREADABLE) unreadable++;
        report.accept(new Finding(severity, file, what));
    }

    private void count(String file) throws IOException {
        files++;
        bytes += disk.size(file);
    }

    private @Nullable Manifest manifest() throws IOException {
        if (!disk.list("").contains(Manifest.NAME)) return Manifest.EMPTY;
        count(Manifest.NAME);
        try {
            var manifest = Manifest.read(disk);
            if (Manifest.soundCopies(disk) == 2) return manifest;
            if (repair) manifest.write(disk);
            say(
                    repair ? Severity.REPAIRED : Severity.DAMAGED,
                    Manifest.NAME,
                    repair
                            ? "one of its two copies was damaged, both are whole now"
                            : "one of its two copies is damaged");
            return manifest;
        } catch (LogException e) {
            say(
                    Severity.UNREADABLE,
                    Manifest.NAME,
                    "both copies are damaged: the log can't be opened, restore this file or the directory");
            return null;
        }
    }

    private void journal(long start) throws IOException {
        for (var name : disk.list("journal")) count("journal/" + name);
        var chain = JournalChain.find(disk, start);
        if (chain.missing() > 0) {
            say(
                    Severity.UNREADABLE,
                    "journal",
                    chain.missing() + " of its segments are missing, or both their headers are damaged");
        }
        long lastFrame = 0;
        for (var link : chain.links()) {
            header(link);
            try (var file = disk.open(link.name(), Disk.Access.DIRECT)) {
                lastFrame = new JournalScan(file, link.header(), link.end(), new Findings(link.name()))
                        .scan(lastFrame)
                        .lastFrame();
            }
        }
    }

    private void header(JournalChain.Link link) throws IOException {
        try (var file = disk.open(link.name(), Disk.Access.DIRECT)) {
            var pages = Pages.allocate(JournalFormat.FRAMES);
            file.read(pages, 0);
            var whole = JournalFormat.encode(link.header());
            if (pages.clear().equals(whole.clear())) return;
            if (repair) {
                file.write(whole.clear(), 0);
                file.sync();
            }
            say(
                    repair ? Severity.REPAIRED : Severity.DAMAGED,
                    link.name(),
                    repair ? "a header was damaged, both are whole now" : "one of its two headers is damaged");
        }
    }

    /** What a scan of the journal meets. */
    private final class Findings implements JournalScan.Sink {
        private final String file;

        private Findings(String file) {
            this.file = file;
        }

        @Override
        public void block(Row row, long offset) {
            if (row.type() == JournalFormat.RECORDS) records += row.records();
        }

        @Override
        public void damagedBlock(Row row) {
            say(Severity.UNREADABLE, file, lost(row.stream(), row.shard(), row.first(), row.first() + row.records()));
        }

        @Override
        public void damaged(long offset, long length) {
            say(
                    Severity.UNREADABLE,
                    file,
                    "bytes %,d to %,d are damaged, with whatever records they held".formatted(offset, offset + length));
        }
    }

    /** @param to the position behind the last */
    static String lost(long stream, int shard, long first, long to) {
        return to - first == 1
                ? "stream %d, shard %d: the record at position %,d can't be read".formatted(stream, shard, first)
                : "stream %d, shard %d: the records at positions %,d to %,d can't be read"
                        .formatted(stream, shard, first, to - 1);
    }

    private void segments(long lastRun) throws IOException {
        for (var directory : disk.list("streams")) {
            long stream = Long.parseLong(directory);
            var names = new ArrayList<SegmentFormat.Name>();
            for (var file : disk.list("streams/" + directory)) {
                var name = SegmentFormat.Name.of(file);
                if (name != null && name.lastRun() <= lastRun) names.add(name);
            }
            for (var name : names) {
                if (names.stream().noneMatch(other -> other.replaces(name))) segment(stream, name);
            }
        }
    }

    private void segment(long stream, SegmentFormat.Name name) throws IOException {
        var path = name.in(stream);
        count(path);
        var check = new SegmentCheck(disk, stream, what -> say(Severity.UNREADABLE, path, what));
        SegmentFile file;
        try {
            file = SegmentFile.open(disk, path);
        } catch (LogException e) {
            rebuild(stream, name, "its directory is damaged");
            return;
        }
        if (!check.indexesAreSound(file)) rebuild(stream, name, "an index is damaged");
        else if (name.far()) say(Severity.NOTE, path, "its records are in the object store and were not read");
        else records += check.chunks(file);
    }

    private void rebuild(long stream, SegmentFormat.Name name, String why) throws IOException {
        var path = name.in(stream);
        if (name.far()) {
            say(Severity.UNREADABLE, path, why + ": its pages can be taken from the end of the object of that name");
            return;
        }
        var lost = new ArrayList<String>();
        var salvage = new SegmentSalvage(disk, stream, name, lost::add);
        if (repair) records += salvage.rebuild();
        else salvage.look();
        for (var what : lost) say(Severity.UNREADABLE, path, what);
        say(
                repair ? Severity.REPAIRED : Severity.UNREADABLE,
                path,
                repair
                        ? why + ": made anew from its chunks, the old file is " + salvage.keptAs()
                        : why
                                + ": none of its records is found, of which %,d can be made readable by a repair"
                                        .formatted(salvage.records()));
    }
}
