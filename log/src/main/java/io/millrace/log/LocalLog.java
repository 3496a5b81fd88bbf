package io.millrace.log;

import io.millrace.log.AppendQueue.Delete;
import io.millrace.log.AppendQueue.Entry;
import io.millrace.log.AppendQueue.Leave;
import io.millrace.log.AppendQueue.Seal;
import io.millrace.log.AppendQueue.Write;
import io.millrace.log.LogException.Reason;
import io.millrace.log.SpareSegments.Spare;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine that keeps records on this machine's disk, in two stages: a journal that all shards share, so that one sync
 * makes many batches durable, and segments in which each shard's records lie together. docs/log-format.md draws the
 * files.
 *
 * <p>Threads: appenders queue ({@link AppendQueue}), the commit thread writes ({@link Committer}), one background thread
 * prepares journal files, another does the {@link Maintenance}; readers use their own.
 */
public final class LocalLog implements RecordLog {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLog.class);

    private final LocalLogSettings settings;
    private final Disk disk;
    private final SegmentStore store;
    private final Closeable lock;
    private final Background background;
    private final Counters counters = new Counters();
    private final ConcurrentHashMap<ShardKey, Shard> shards = new ConcurrentHashMap<>();
    private final Set<Long> deleted;
    private final long firstPosition;
    private final AppendQueue queue;
    private final TailCache cache;
    private final SpareSegments spares;
    private final Journal journal;
    private final LogReader reader;
    private final Maintenance maintenance;
    private final Thread commitThread;
    private final int maxFrameBytes;
    private volatile boolean closed;

    /**
     * Opens the log of a directory, or begins one, and brings back what was stored.
     *
     * @throws IllegalStateException if another process has the directory open
     * @throws LogException if the disk fails, or the manifest is damaged
     */
    public static LocalLog open(LocalLogSettings settings, InstantSource clock) {
        try {
            return open(settings, clock, new FileDisk(settings.directory()), Background.threads());
        } catch (IOException e) {
            throw cannotOpen(e);
        }
    }

    static LocalLog open(LocalLogSettings settings, InstantSource clock, Disk disk, Background background) {
        Closeable lock = null;
        try {
            lock = disk.lock();
            return new LocalLog(settings, clock, disk, background, lock);
        } catch (IOException | RuntimeException e) {
            background.close();
            if (lock != null) closeQuietly(lock);
            if (e instanceof RuntimeException known) throw known;
            throw cannotOpen((IOException) e);
        }
    }

    private static LogException cannotOpen(IOException e) {
        return new LogException(Reason.DISK_FAILED, "The log can't be opened: " + e.getMessage(), e);
    }

    private LocalLog(LocalLogSettings settings, InstantSource clock, Disk disk, Background background, Closeable lock)
            throws IOException {
        this.settings = settings;
        this.disk = disk;
        this.lock = lock;
        this.background = background;
        this.maxFrameBytes = Journal.maxFrameBytes(settings.journalSegmentBytes());
        this.queue = new AppendQueue(settings.queueBytes());
        this.cache = new TailCache(settings.tailCacheBytes());
        long began = System.nanoTime();

        disk.makeDirectory("journal");
        disk.makeDirectory("streams");
        // Names that a process made which died before it synced them are there, but not to be built upon yet.
        for (var directory : List.of("", "journal", "streams")) disk.syncDirectory(directory);
        var manifest = Manifest.read(disk);
        this.store = new SegmentStore(disk, counters, manifest.lastRun());
        store.tidy();
        var found = new Recovery(
                        disk,
                        manifest,
                        counters,
                        shards,
                        (key, state) -> new Shard(
                                this, key, state.start(), state.end(), state.lastArrivalMillis(), state.sealed()))
                .run();
        this.deleted = ConcurrentHashMap.newKeySet();
        this.deleted.addAll(found.deleted());
        this.firstPosition = found.firstPosition();
        this.spares = spares(disk, found);
        var chain = found.segments().stream().map(this::segment).toList();
        boolean fsync = settings.durability() == LocalLogSettings.Durability.FSYNC;
        this.journal =
                new Journal(settings.journalSegmentBytes(), fsync, spares, chain, found.nextId(), found.nextFrame());
        long id = manifest.id() != 0 ? manifest.id() : new SecureRandom().nextLong();
        var buffers = new ReadBuffers();
        var tiering = settings.tiering();
        var far = tiering == null
                ? null
                : new FarSegments(
                        tiering.objects(),
                        disk,
                        id,
                        new PieceCache(disk, tiering.cacheBytes()),
                        buffers,
                        background.ahead(),
                        counters);
        var chunks = new Chunks(disk, far, buffers);
        this.reader = new LogReader(cache, journal, store, chunks, buffers, counters);
        var upkeep = new Upkeep(
                disk,
                store,
                new Merging(disk, chunks, settings.compression()),
                far,
                tiering == null ? Duration.ZERO : tiering.after(),
                clock,
                background.upkeep());
        this.maintenance = new Maintenance(
                disk,
                journal,
                store,
                reader,
                shards,
                deleted,
                manifest,
                id,
                firstPosition,
                settings,
                upkeep,
                background.maintenance());
        for (var stream : disk.list("streams")) {
            if (deleted.contains(Long.valueOf(stream))) maintenance.remove(Long.parseLong(stream));
        }
        upkeep.begin();
        spares.prepare();
        maintenance.segmentLeft();
        var committer = new Committer(
                queue, journal, cache, clock, counters, new Owner(), maxFrameBytes, found.lastArrivalMillis());
        this.commitThread = Thread.ofPlatform().name("log-commit").daemon().start(committer);
        LOG.atInfo()
                .addKeyValue("shards", shards.size())
                .addKeyValue("segments", chain.size())
                .addKeyValue("millis", (System.nanoTime() - began) / 1_000_000)
                .log("log opened");
    }

    private SpareSegments spares(Disk disk, Recovery.Result found) throws IOException {
        long highest = 0;
        for (var name : disk.list("journal")) {
            if (name.endsWith(".jnl"))
                highest = Math.max(highest, Long.parseLong(name.substring(0, name.length() - 4)));
        }
        int keep = settings.clusterAfterSegments() + 1;
        var result =
                new SpareSegments(disk, settings.journalSegmentBytes(), keep, highest + 1, background.preparation());
        result.found(found.segments().size() + found.spares().size());
        for (var name : found.spares()) {
            giveBack(result, new Spare(name, disk.open(name, Disk.Access.DIRECT)));
        }
        return result;
    }

    private JournalSegment segment(Recovery.Link link) {
        var spare = new Spare(link.name(), link.file());
        return new JournalSegment(link.name(), link.header(), link.file(), link.end(), () -> giveBack(spares, spare));
    }

    /** A file made under another setting, or not to its end, is of no use. */
    private void giveBack(SpareSegments to, Spare spare) {
        try {
            if (spare.file().size() == settings.journalSegmentBytes()) to.giveBack(spare);
            else to.failed(spare);
        } catch (IOException e) {
            to.failed(spare);
        }
    }

    @Override
    public ShardLog shard(ShardKey key) {
        return shardOf(key);
    }

    private Shard shardOf(ShardKey key) {
        return shards.computeIfAbsent(key, k -> {
            var shard = new Shard(this, k, firstPosition, firstPosition, -1, false);
            if (deleted.contains(k.stream())) shard.markDeleted();
            return shard;
        });
    }

    @Override
    public void append(AppendBatch batch, AppendListener listener) {
        long bytes = FrameBuilder.worstBytes(batch);
        if (bytes > maxFrameBytes) {
            throw new IllegalArgumentException(
                    "a batch may need up to " + maxFrameBytes + " bytes in the journal, this one " + bytes);
        }
        queue.put(new Write(batch, listener, bytes));
    }

    @Override
    public void seal(Collection<ShardKey> keys) {
        // All are queued before the first is waited for, so that one sync may do for many.
        var seals = new ArrayList<CompletableFuture<Void>>();
        for (var key : keys) {
            var shard = shardOf(key);
            if (!shard.sealed()) seals.add(queue(done -> new Seal(shard, done)));
        }
        seals.forEach(LocalLog::await);
    }

    @Override
    public void delete(long stream) {
        if (deleted.contains(stream)) return;
        var shard = shardOf(new ShardKey(stream, 0));
        await(queue(done -> new Delete(shard, done)));
    }

    @Override
    public void trim(long stream, long beforeMillis) {
        reader();
        try {
            maintenance.trim(stream, beforeMillis);
            if (settings.tiering() != null) maintenance.tend(stream);
        } catch (IOException e) {
            throw new LogException(Reason.DISK_FAILED, "The stream can't be trimmed: " + e.getMessage(), e);
        }
    }

    @Override
    public void release(ShardKey key, long position) {
        reader();
        var shard = shardOf(key);
        shard.trimTo(Math.min(position, shard.end()));
        maintenance.released(key.stream());
    }

    /** Moves everything committed so far to segments. For tests; the log does it by itself. */
    void clusterNow() throws IOException {
        await(queue(Leave::new));
        maintenance.clusterNow(1);
    }

    private CompletableFuture<Void> queue(Function<CompletableFuture<Void>, Entry> entry) {
        var done = new CompletableFuture<Void>();
        queue.put(entry.apply(done));
        return done;
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LogException cause) {
                throw new LogException(cause.reason(), String.valueOf(cause.getMessage()), cause);
            }
            throw e;
        }
    }

    LogReader reader() {
        if (closed) throw new LogException(Reason.CLOSED, "The log is closed");
        return reader;
    }

    @Override
    public LogStats stats() {
        return new LogStats(
                counters.records.sum(),
                counters.bytes.sum(),
                counters.commits.sum(),
                counters.syncNanos.sum(),
                counters.failedCommits.sum(),
                counters.corruptBlocks.sum(),
                journal.bytes(),
                counters.segmentBytes.get(),
                counters.uploadedBytes.sum(),
                counters.fetchedBytes.sum(),
                cache.bytes(),
                queue.bytes());
    }

    @Override
    public List<StoredStream> stored() {
        var streams = new HashMap<Long, StoredStream>();
        for (var shard : shards.values()) {
            long first = shard.journalFirstMillis();
            if (first < 0) continue;
            long bytes = shard.journalBytes();
            streams.merge(
                    shard.key().stream(),
                    StoredStream.none(shard.key().stream()).plusJournal(bytes, first),
                    (known, more) -> known.plusJournal(bytes, first));
        }
        try {
            for (var directory : disk.list("streams")) {
                long stream = Long.parseLong(directory);
                if (deleted.contains(stream)) continue;
                for (var file : store.of(stream))
                    streams.compute(stream, (id, known) -> (known == null ? StoredStream.none(id) : known).plus(file));
            }
        } catch (IOException e) {
            throw new LogException(Reason.DISK_FAILED, "The streams can't be listed: " + e.getMessage(), e);
        }
        return List.copyOf(streams.values());
    }

    @Override
    public void checkSegments(CheckListener listener) throws IOException {
        reader();
        new RunningCheck(disk, store, listener).run();
    }

    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (commitThread.isAlive()) {
            try {
                commitThread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        if (closed) return;
        closed = true;
        reader.close();
        background.close();
        maintenance.whenIdle(() -> closeQuietly(journal::close));
        var tiering = settings.tiering();
        if (tiering != null) tiering.objects().close();
        closeQuietly(lock);
    }

    private static void closeQuietly(Closeable thing) {
        try {
            thing.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("closing the log met a failure");
        }
    }

    /** What the commit thread's work means for the shards. */
    private final class Owner implements Committer.Owner {
        @Override
        public void deleting(long stream) {
            for (var shard : of(stream)) shard.closing = true;
        }

        @Override
        public void deletingFailed(long stream) {
            for (var shard : of(stream)) shard.rollBack();
        }

        @Override
        public void deleted(long stream) {
            deleted.add(stream);
            for (var shard : of(stream)) {
                shard.markDeleted();
                shards.remove(shard.key());
            }
            maintenance.remove(stream);
        }

        @Override
        public void segmentLeft() {
            maintenance.segmentLeft();
        }

        private List<Shard> of(long stream) {
            return shards.values().stream()
                    .filter(shard -> shard.key().stream() == stream)
                    .toList();
        }
    }
}
