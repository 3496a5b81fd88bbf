package io.millrace.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A shard's old records are read without those of the others. */
class LocalLogReplayTest {
    private static final int SHARDS = 100;
    private static final int RECORDS = 100;
    private static final int RECORD_BYTES = 2_000;

    /** A whole chunk of 64 KiB is read at a time, and of every clustered file whole pages. */
    private static final double ROUNDING = 1.15;

    @Test
    void aReplayOfOneOfAHundredShardsReadsAHundredthOfTheBytes() throws Exception {
        var read = new AtomicLong();
        var disk = new LogDisk(new SimulatedDisk(new Random(1)), read::addAndGet);
        var settings = LocalLogSettings.in(Path.of("simulated"))
                .withJournalSegmentBytes(4 << 20)
                .withTailCacheBytes(0);
        try (var log = LocalLog.open(settings, InstantSource.system(), disk, Background.inline())) {
            for (int i = 0; i < RECORDS; i++) {
                var batch = new AppendBatch(SHARDS, SHARDS * RECORD_BYTES);
                for (int shard = 0; shard < SHARDS; shard++) {
                    Appends.put(batch, log.shard(new ShardKey(1, shard)), new byte[0], new byte[RECORD_BYTES]);
                }
                Appends.append(log, batch);
            }
            log.clusterNow();
            long stored = log.stats().segmentBytes();
            read.set(0);

            assertThat(Appends.data(log.shard(new ShardKey(1, 42)))).hasSize(RECORDS);

            Figures.record(
                    LocalLogReplayTest.class,
                    "replay of one of " + SHARDS + " shards",
                    "%,d bytes read of %,d stored, 1/%.0f".formatted(read.get(), stored, (double) stored / read.get()));
            assertThat(read.get()).isLessThan((long) (ROUNDING * stored / SHARDS));
        }
    }
}
