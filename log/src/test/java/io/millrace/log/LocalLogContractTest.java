package io.millrace.log;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/** The local engine with real files keeps the contract. */
class LocalLogContractTest extends RecordLogContract {
    @TempDir
    Path directory;

    @Override
    RecordLog open() {
        return LocalLog.open(
                LocalLogSettings.in(directory).withJournalSegmentBytes(16 << 20).withTailCacheBytes(32 << 20),
                () -> Instant.ofEpochMilli(nowMillis));
    }

    @Override
    void settle(RecordLog log) throws Exception {
        ((LocalLog) log).clusterNow();
    }
}
