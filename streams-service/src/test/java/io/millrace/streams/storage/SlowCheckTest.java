package io.millrace.streams.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.AppendBatch;
import io.millrace.log.AppendListener;
import io.millrace.log.LocalLog;
import io.millrace.log.LocalLogSettings;
import io.millrace.log.LogException;
import io.millrace.log.ShardKey;
import io.millrace.streams.storage.SegmentChecks.Status;
import io.millrace.testkit.Eventually;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check leaves the disk to others, and ends with the service. */
class SlowCheckTest {
    @TempDir
    private Path directory;

    @Test
    void aCheckKeepsItsPaceAndEndsWhenTheServiceDoes() {
        var settings =
                LocalLogSettings.in(directory).withJournalSegmentBytes(1 << 20).withClusterAfterSegments(1);
        try (var log = LocalLog.open(settings, InstantSource.system())) {
            while (log.stats().segmentBytes() == 0) append(log);
            var checks = new SegmentChecks(log, 1, InstantSource.system());

            assertThat(checks.start()).isTrue();
            Eventually.holds(() -> assertThat(checks.state().checkedBytes()).isPositive());
            assertThat(checks.start()).isFalse();
            assertThat(checks.state().status()).isEqualTo(Status.RUNNING);

            checks.close();
            assertThat(checks.state().status()).isEqualTo(Status.FAILED);
            assertThat(checks.state().checked()).isZero();
        }
    }

    private static void append(LocalLog log) {
        var batch = new AppendBatch(1, 100_000);
        batch.add(log.shard(new ShardKey(1, 0)), 1, 99_000);
        var done = new CompletableFuture<AppendBatch>();
        log.append(batch, new AppendListener() {
            @Override
            public void committed(AppendBatch committed) {
                done.complete(committed);
            }

            @Override
            public void failed(AppendBatch failed, LogException cause) {
                done.completeExceptionally(cause);
            }
        });
        done.join();
    }
}
