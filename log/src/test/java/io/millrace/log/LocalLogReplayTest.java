package io.millrace.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Figures;
import io.millrace.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** A whole chunk of 64 KiB is read at a time, and whole pages. */
    private static final double ROUNDING = 1.1;

    @Test
    void aReplayOfOneOfAHundredShardsReadsAHundredthOfTheBytes() throws Exception {
        var read = new AtomicLong();
        var disk = new CountingDisk(new LogDisk(new SimulatedDisk(new Random(1))), read);
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

    private record CountingDisk(LogDisk disk, AtomicLong read) implements Disk {
        @Override
        public DiskFile create(String name) throws IOException {
            return disk.create(name);
        }

        @Override
        public DiskFile open(String name, Access access) throws IOException {
            return new CountingFile(disk.open(name, access), read);
        }

        @Override
        public java.util.List<String> list(String directory) throws IOException {
            return disk.list(directory);
        }

        @Override
        public long size(String name) throws IOException {
            return disk.size(name);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            disk.delete(name);
        }

        @Override
        public void makeDirectory(String name) {
            disk.makeDirectory(name);
        }

        @Override
        public void syncDirectory(String name) throws IOException {
            disk.syncDirectory(name);
        }

        @Override
        public long usableBytes() throws IOException {
            return disk.usableBytes();
        }

        @Override
        public java.io.Closeable lock() {
            return disk.lock();
        }
    }

    private record CountingFile(DiskFile file, AtomicLong read) implements DiskFile {
        @Override
        public int read(ByteBuffer target, long at) throws IOException {
            int n = file.read(target, at);
            read.addAndGet(n);
            return n;
        }

        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            file.write(source, at);
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void zero(long bytes) throws IOException {
            file.zero(bytes);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
