package io.millrace.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AWS SDK for JavaScript as Node.js runs it, over HTTP/2 as it comes, and aws-kinesis-agg beside it. */
class JavaScriptTest {
    private static final Path SCRIPTS = Path.of("src", "test", "js").toAbsolutePath();
    private static final Path DIRECTORY = Path.of("target", "js").toAbsolutePath();
    private static final Duration RUN_LIMIT = Duration.ofMinutes(1);

    @BeforeEach
    void install() throws IOException, InterruptedException {
        NodePackages.install(SCRIPTS, DIRECTORY);
    }

    private static String run(String scheme, String script) throws IOException, InterruptedException {
        return Programs.in(DIRECTORY, scheme)
                .with("NODE_EXTRA_CA_CERTS", Millrace.shared().authority().toString())
                .run(RUN_LIMIT, "node", script, scheme)
                .successful();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void theSdkGoesRound(String scheme) throws Exception {
        assertThat(run(scheme, "round-trip.mjs")).contains("round trip done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aSubscriptionGivesWhatWasPutAndWhatIsPutMeanwhile(String scheme) throws Exception {
        assertThat(run(scheme, "fan-out.mjs")).contains("round trip done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aggregatedRecordsComeApartAgain(String scheme) throws Exception {
        assertThat(run(scheme, "aggregation.mjs")).contains("round trip done");
    }
}
