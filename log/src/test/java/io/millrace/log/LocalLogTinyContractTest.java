package io.millrace.log;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/** The same without a tail cache worth the name, with a journal file that hardly holds the largest record. */
class LocalLogTinyContractTest extends RecordLogContract {
    @TempDir
    Path directory;

    @Override
    RecordLog open() {
        return LocalLog.open(
                LocalLogSettings.in(directory)
                        .withJournalSegmentBytes(11 << 20)
                        .withClusterAfterSegments(1)
                        .withCompression(LocalLogSettings.Compression.ZSTD)
                        .withTailCacheBytes(0),
                () -> Instant.ofEpochMilli(nowMillis));
    }

    @Override
    void settle(RecordLog log) throws Exception {
        ((LocalLog) log).clusterNow();
    }
}
