package io.millrace.log;

import io.millrace.log.BlockIndex.Block;
import io.millrace.log.LocalLogSettings.Compression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what full segments of the journal hold into one segment a stream, each shard's records together, and gives the
 * journal's files back. Called under the maintenance lock.
 *
 * <p>First the new segments are written and synced, with their names. Then the manifest makes them count and the
 * journal's segments not, in one step. Only then readers are led to them and the old files are written anew. A crash
 * before the manifest leaves files with a run above the manifest's, which the next start deletes. If writing the
 * manifest fails it may be on disk or not, so the new segments stay as they are and only the manifest is tried again.
 */
final class Clustering {
    private static final int WRITE_BYTES = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Clustering.class);

    private final Disk disk;
    private final Journal journal;
    private final SegmentStore store;
    private final LogReader reader;
    private final Checkpoint checkpoint;
    private final java.util.function.Supplier<Iterable<Shard>> shards;
    private final Compression compression;
    private @org.jspecify.annotations.Nullable Run pending;

    /** Makes a manifest of what is true now, with these two set, and makes it count. */
    interface Checkpoint {
        void write(long journalStart, long lastRun) throws IOException;
    }

    /** Segments that were written and do not count yet. */
    private record Run(long number, long lastSegment, Map<Long, SegmentFile> files) {}

    Clustering(
            Disk disk,
            Journal journal,
            SegmentStore store,
            LogReader reader,
            Checkpoint checkpoint,
            java.util.function.Supplier<Iterable<Shard>> shards,
            Compression compression) {
        this.disk = disk;
        this.journal = journal;
        this.store = store;
        this.reader = reader;
        this.checkpoint = checkpoint;
        this.shards = shards;
        this.compression = compression;
    }

    /**
     * Does nothing unless this many segments are full.
     *
     * @return the streams that have a new segment
     */
    Collection<Long> run(int threshold) throws IOException {
        if (pending == null) {
            var full = journal.full();
            if (full.isEmpty() || full.size() < threshold) return List.of();
            pending = write(full);
        }
        finish(pending);
        var streams = pending.files.keySet();
        pending = null;
        return streams;
    }

    private Run write(List<JournalSegment> full) throws IOException {
        long number = store.lastRun() + 1;
        long last = full.getLast().id();
        var files = new LinkedHashMap<Long, SegmentFile>();
        var opened = new LinkedHashMap<Long, DiskFile>();
        var written = new ArrayList<Long>();
        try {
            for (var segment : full) opened.put(segment.id(), disk.open(segment.name(), Disk.Access.CACHED));
            var out = Pages.allocate(WRITE_BYTES);
            for (var stream : byStream(last).entrySet()) {
                written.add(stream.getKey());
                if (writeStream(stream.getKey(), number, stream.getValue(), last, opened, out)) {
                    files.put(stream.getKey(), SegmentFile.open(disk, SegmentFormat.name(stream.getKey(), number)));
                }
            }
            if (!written.isEmpty()) disk.syncDirectory("streams");
            return new Run(number, last, files);
        } catch (IOException | RuntimeException e) {
            for (long stream : written) deleteQuietly(SegmentFormat.name(stream, number));
            throw e;
        } finally {
            for (var file : opened.values()) file.close();
        }
    }

    private Map<Long, List<Shard>> byStream(long lastSegment) {
        var streams = new TreeMap<Long, List<Shard>>();
        for (var shard : shards.get()) {
            if (shard.hasReadableBlocksThrough(lastSegment)) {
                streams.computeIfAbsent(shard.key().stream(), s -> new ArrayList<>())
                        .add(shard);
            }
        }
        for (var list : streams.values())
            list.sort(Comparator.comparingInt(shard -> shard.key().shard()));
        return streams;
    }

    /** @return false if there was nothing to keep */
    private boolean writeStream(
            long stream,
            long number,
            List<Shard> shardsOfStream,
            long lastSegment,
            Map<Long, DiskFile> opened,
            java.nio.ByteBuffer out)
            throws IOException {
        var name = SegmentFormat.name(stream, number);
        disk.makeDirectory(SegmentFormat.directory(stream));
        boolean empty;
        try (var writer = new SegmentWriter(disk.create(name), stream, number, out, compression)) {
            for (var shard : shardsOfStream) {
                writer.shard(shard.key().shard());
                for (var block : shard.blocksThrough(lastSegment))
                    if (block.end() > shard.start()) add(shard, block, opened, writer);
            }
            empty = writer.empty();
            if (!empty) writer.finish();
        }
        if (empty) disk.delete(name);
        disk.syncDirectory(SegmentFormat.directory(stream));
        return !empty;
    }

    private void add(Shard shard, Block block, Map<Long, DiskFile> opened, SegmentWriter writer) throws IOException {
        var segment = journal.segment(block.segment());
        var file = opened.get(block.segment());
        if (segment == null || file == null) throw new IOException("segment " + block.segment() + " is gone");
        var failure = new IOException[1];
        boolean good = reader.body(block, segment, file, (memory, at) -> {
            try {
                writer.add(block.first(), block.arrivalMillis(), block.records(), memory, at, block.bytes());
            } catch (IOException e) {
                failure[0] = e;
            }
        });
        if (failure[0] != null) throw failure[0];
        if (!good) reader.lost(shard, segment.name());
    }

    private void finish(Run run) throws IOException {
        checkpoint.write(run.lastSegment + 1, run.number);
        for (var entry : run.files.entrySet()) store.add(entry.getKey(), entry.getValue());
        store.ended(run.number);
        for (var shard : shards.get()) shard.moved(run.lastSegment);
        journal.recycle(run.lastSegment);
        LOG.atDebug()
                .addKeyValue("run", run.number)
                .addKeyValue("streams", run.files.size())
                .log("journal clustered");
    }

    private void deleteQuietly(String name) {
        try {
            disk.delete(name);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", name).log("unfinished segment could not be deleted");
        }
    }
}
