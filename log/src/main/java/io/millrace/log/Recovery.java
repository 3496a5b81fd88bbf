package io.millrace.log;

import io.millrace.log.JournalScan.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a log back: the manifest, then what the journal holds since. Runs once, alone, before anything else does.
 *
 * <p>If anything in the journal was damaged, acknowledged positions may be lost with it. So that none is ever given out
 * again, every shard, also one that is not known any more, goes on further up than the damaged bytes can hold records.
 */
final class Recovery implements JournalScan.Sink {
    /** The least that positions jump after damage. */
    static final long JUMP = 1L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Disk disk;
    private final Counters counters;
    private final Map<ShardKey, Shard> shards;
    private final java.util.function.BiFunction<ShardKey, Manifest.ShardState, Shard> make;
    private final Set<Long> deleted = new HashSet<>();
    private final Manifest manifest;
    private long segmentId;
    private String segmentName = "";
    private long lastArrivalMillis;
    private long damagedBytes;
    private boolean damage;

    /**
     * What was found.
     *
     * @param segments the journal's, oldest first
     */
    record Result(
            List<Link> segments,
            List<String> spares,
            long nextId,
            long nextFrame,
            long lastArrivalMillis,
            long firstPosition,
            Set<Long> deleted) {}

    /** A segment of the journal with the end that was found. */
    record Link(String name, JournalFormat.Header header, DiskFile file, long end) {}

    Recovery(
            Disk disk,
            Manifest manifest,
            Counters counters,
            Map<ShardKey, Shard> shards,
            java.util.function.BiFunction<ShardKey, Manifest.ShardState, Shard> make) {
        this.disk = disk;
        this.manifest = manifest;
        this.counters = counters;
        this.shards = shards;
        this.make = make;
        this.lastArrivalMillis = manifest.lastArrivalMillis();
    }

    Result run() throws IOException {
        deleted.addAll(manifest.deleted());
        for (var state : manifest.shards()) shards.put(state.key(), make.apply(state.key(), state));
        var chain = JournalChain.find(disk, manifest.journalStart());
        var segments = new ArrayList<Link>();
        long lastFrame = 0;
        for (var link : chain.links()) {
            segmentId = link.header().id();
            segmentName = link.name();
            var file = disk.open(link.name(), Disk.Access.DIRECT);
            var result = new JournalScan(file, link.header(), link.end(), this).scan(lastFrame);
            lastFrame = result.lastFrame();
            // What was read may not have been synced before the process ended: now it must be, as it will be served.
            if (link.end() < 0) file.sync();
            segments.add(new Link(link.name(), link.header(), file, result.end()));
        }
        for (int i = 0; i < chain.missing(); i++) {
            counters.corrupt();
            damage = true;
            damagedBytes += segments.isEmpty() ? 0 : segments.getLast().file.size();
        }
        long firstPosition = manifest.firstPosition();
        if (damage) {
            long jump = JUMP + damagedBytes / JournalFormat.ENTRY_BYTES;
            firstPosition += jump;
            for (var shard : shards.values())
                if (!shard.sealed()) shard.skipTo(Math.max(shard.end() + jump, firstPosition));
            LOG.atError().addKeyValue("jump", jump).log("the journal was damaged: positions go on further up");
        }
        for (var shard : shards.values()) if (deleted.contains(shard.key().stream())) shard.markDeleted();
        shards.keySet().removeIf(key -> deleted.contains(key.stream()));
        return new Result(
                segments, chain.spares(), chain.nextId(), lastFrame + 1, lastArrivalMillis, firstPosition, deleted);
    }

    @Override
    public void block(Row row, long offset) {
        if (row.type() == JournalFormat.DELETE) {
            deleted.add(row.stream());
            return;
        }
        var shard = shard(row);
        lastArrivalMillis = Math.max(lastArrivalMillis, row.arrivalMillis());
        if (row.type() == JournalFormat.SEAL) {
            shard.markSealed();
            return;
        }
        shard.publish(
                row.first(),
                row.arrivalMillis(),
                BlockIndex.place(segmentId, offset),
                0,
                row.records(),
                row.bytes(),
                row.crc());
        shard.next = shard.end();
    }

    @Override
    public void damagedBlock(Row row) {
        report(row.bytes());
        shard(row).skipTo(row.first() + row.records());
        lastArrivalMillis = Math.max(lastArrivalMillis, row.arrivalMillis());
    }

    @Override
    public void damaged(long offset, long bytes) {
        report(bytes);
        damagedBytes += bytes;
    }

    private void report(long bytes) {
        damage = true;
        counters.corrupt();
        LOG.atError()
                .addKeyValue("segment", segmentName)
                .addKeyValue("bytes", bytes)
                .log("damaged place in the journal passed over");
    }

    private Shard shard(Row row) {
        var key = new ShardKey(row.stream(), row.shard());
        return shards.computeIfAbsent(
                key,
                k -> make.apply(
                        k, new Manifest.ShardState(k, false, manifest.firstPosition(), manifest.firstPosition(), -1)));
    }
}
