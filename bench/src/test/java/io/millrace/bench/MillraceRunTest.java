package io.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the generator asks of a server around a run: make streams, fill them, list them, delete them. */
class MillraceRunTest {
    @ParameterizedTest
    @EnumSource(
            value = Cell.class,
            names = {"PUT_100B", "PUTRECORD_16", "GET_1K"})
    void aRunMakesItsStreamAndDeletesIt(Cell cell) throws Exception {
        try (var kinesis = new StubKinesis();
                var client = new LoadClient()) {
            var result = new CellRunner(client, options(kinesis)).millrace(cell, 1);

            assertThat(result.firstError()).isEmpty();
            assertThat(result.records()).isPositive();
            assertThat(kinesis.streams).isEmpty();
            assertThat(kinesis.called).contains("CreateStream", "DescribeStreamSummary", cell.call.operation);
        }
    }

    @Test
    void manyStreamsAreMadeListedWrittenAndDeleted() throws Exception {
        var printed = new ByteArrayOutputStream();
        try (var kinesis = new StubKinesis()) {
            new ManyStreams(options(kinesis, "--streams", "120"), new PrintStream(printed, true, UTF_8)).run();

            assertThat(printed.toString(UTF_8))
                    .contains("120 streams of 4 shards")
                    .contains("120 of 120 streams listed")
                    .contains("last  1000 of 2000 puts")
                    .contains("120 streams deleted");
            assertThat(kinesis.streams).isEmpty();
        }
    }

    @Test
    void coldReadsEndWithTheLastShard() throws Exception {
        try (var kinesis = new StubKinesis();
                var client = new LoadClient()) {
            var options = options(kinesis);
            var requests = new Requests(options.endpoint().getRawAuthority(), options.key(), options.region());

            var result = new ColdReads(requests, Collections.nCopies(6, "iterator"), 1024).run(client, options, 120);

            // The stub's answers have no iterator to go on with: one of each shard.
            assertThat(result.records()).isEqualTo(6L * (1_400_000 / EventCounter.recordJsonBytes(1024)));
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        var kinesis = new StubKinesis();
        var gone = options(kinesis);
        kinesis.close();

        try (var client = new LoadClient()) {
            assertThatThrownBy(() -> new CellRunner(client, gone).millrace(Cell.PUT_100B, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no server at");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cells nothing",
                "--seconds 0",
                "--seconds 241",
                "--rounds 0",
                "--endpoint https://a",
                "--what 1",
                "--pid"
            })
    void wrongOptionsAreRefused(String line) {
        assertThatThrownBy(() -> BenchOptions.parse(List.of(line.split(" ", -1)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEnvironmentNamesEndpointKeyAndRegion() {
        var options = BenchOptions.parse(
                List.of("--cells", "put-1k,shards"),
                Map.of(
                        "AWS_ENDPOINT_URL", "http://localhost:1",
                        "AWS_ACCESS_KEY_ID", "AKIA1",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_REGION", "eu-central-1"));

        assertThat(options.endpoint()).hasToString("http://localhost:1");
        assertThat(options.key().id()).isEqualTo("AKIA1");
        assertThat(options.region()).isEqualTo("eu-central-1");
        assertThat(options.cells()).containsExactly(Cell.PUT_1K);
        assertThat(options.scenarios()).containsExactly(Scenario.SHARDS);
    }

    private static BenchOptions options(StubKinesis kinesis, String... more) {
        return BenchOptions.parse(
                List.of(more), Map.of("AWS_ENDPOINT_URL", kinesis.endpoint().toString()));
    }
}
