package io.millrace.log;

import static io.millrace.log.Appends.append;
import static io.millrace.log.Appends.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node has many shards of which few are busy: what one costs that was written once and rests in a segment. */
class LocalLogMemoryTest {
    private static final int SHARDS = 20_000;

    @TempDir
    Path directory;

    @Test
    void anIdleShardCostsLittleMemory() throws Exception {
        try (var log = LocalLog.open(LocalLogSettings.in(directory), InstantSource.system())) {
            append(log, log.shard(new ShardKey(0, 0)), "warm");
            usedHeap();
            long before = usedHeap();
            var batch = new AppendBatch(SHARDS, SHARDS);
            for (int i = 0; i < SHARDS; i++) batch.add(log.shard(new ShardKey(i / 10, i % 10)), 1, 0);
            append(log, batch);
            log.clusterNow();
            batch = new AppendBatch(1, 1);
            long each = (usedHeap() - before) / SHARDS;

            System.out.println("an idle shard takes " + each + " bytes of heap");
            assertThat(each).isLessThan(1_000);
            assertThat(batch.size()).isZero();
            assertThat(data(log.shard(new ShardKey(7, 3)))).containsExactly("");
        }
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
