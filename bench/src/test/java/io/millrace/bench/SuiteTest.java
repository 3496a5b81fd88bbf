package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path directory;

    private SuiteOptions options(String... more) {
        var arguments =
                new java.util.ArrayList<>(List.of("millrace", directory.toString(), directory.toString(), "out.md"));
        arguments.addAll(List.of(more));
        return SuiteOptions.parse(arguments);
    }

    @Test
    void aPeerThatCannotBeHadIsLeftOutWithTheReason() throws Exception {
        var results = new Results();
        try (var client = new LoadClient();
                var peers = new Peers(Cell.PUT_1K, client, options("--suite", "--quick"), results)) {
            assertThat(peers.running()).isEmpty();
        }

        assertThat(results.absent())
                .containsEntry(Subject.KAFKA, "put-1k: its jars could not be fetched")
                .containsEntry(Subject.KINESIS_LOCAL, "put-1k: npm could not fetch it");
    }

    @Test
    void aQuickSuiteStoresLess() {
        assertThat(options("--suite", "--quick").gigabytes())
                .isLessThan(options("--suite").gigabytes());
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThatThrownBy(() -> options("--slow")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLoopbackCarriesBytes() throws Exception {
        assertThat(Loopback.megabytesPerSecond()).isPositive();
    }
}
