package io.millrace.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Prints how fast this machine appends: {@code java ... io.millrace.log.LogBench <directory> [seconds]}. Not a test: its
 * figures depend on the disk and on what else runs.
 */
final class LogBench {
    private LogBench() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments.length > 0 ? arguments[0] : "target/log-bench");
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Files.createDirectories(directory);
        try (var log = LocalLog.open(LocalLogSettings.in(directory), InstantSource.system())) {
            for (int round = 0; round < 2; round++) {
                run(log, "512 x 1 KiB", 2, 512, 1024, seconds);
                run(log, "1 x 1 KiB", 16, 1, 1024, seconds);
            }
        }
        long began = System.nanoTime();
        try (var log = LocalLog.open(LocalLogSettings.in(directory), InstantSource.system())) {
            System.out.printf("opened again in %d ms%n", (System.nanoTime() - began) / 1_000_000);
            replay(log.shard(new ShardKey(0, 0)));
        }
    }

    private static void replay(ShardLog shard) {
        long began = System.nanoTime();
        long[] bytes = {0};
        shard.read(0, (position, arrivalMillis, memory, key, keyLength, data, dataLength) -> {
            bytes[0] += dataLength;
            return true;
        });
        double took = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "one shard replayed from disk: %,.1f MB, %,.1f MB/s%n", bytes[0] / 1e6, bytes[0] / 1e6 / took);
    }

    private static void run(RecordLog log, String what, int threads, int records, int bytes, int seconds)
            throws InterruptedException {
        var before = log.stats();
        long began = System.nanoTime();
        long until = began + seconds * 1_000_000_000L;
        var done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            Thread.ofPlatform().start(() -> {
                write(log, thread, records, bytes, until);
                done.countDown();
            });
        }
        done.await();
        double took = (System.nanoTime() - began) / 1e9;
        var after = log.stats();
        long commits = after.commits() - before.commits();
        System.out.printf(
                "%-12s from %2d threads: %,8.0f appends/s %,8.0f commits/s %,7.1f MB/s, %4.0f us a write and sync%n",
                what,
                threads,
                (after.records() - before.records()) / took / records,
                commits / took,
                (after.records() - before.records()) * (double) bytes / took / 1e6,
                (after.syncNanos() - before.syncNanos()) / 1e3 / Math.max(1, commits));
    }

    private static void write(RecordLog log, int thread, int records, int bytes, long until) {
        var batch = new AppendBatch(records, records * (bytes + 16));
        var idle = new Semaphore(0);
        var listener = new AppendListener() {
            @Override
            public void committed(AppendBatch committed) {
                idle.release();
            }

            @Override
            public void failed(AppendBatch failed, LogException cause) {
                throw cause;
            }
        };
        while (System.nanoTime() < until) {
            batch.clear();
            for (int i = 0; i < records; i++) batch.add(log.shard(new ShardKey(thread % 2, i % 8)), 16, bytes);
            log.append(batch, listener);
            idle.acquireUninterruptibly();
        }
    }
}
