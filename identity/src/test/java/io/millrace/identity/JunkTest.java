package io.millrace.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.wire.ApiException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a stranger sends, the answer is a refusal with status 400 and never a fault of ours. */
class JunkTest {
    private static final long SEED = 4577;
    private static final int CASES = 20_000;
    private static final List<String> PIECES = List.of(
            "AWS4-HMAC-SHA256",
            "AWS4-",
            " ",
            ",",
            ", ",
            "=",
            "/",
            ";",
            "Credential=",
            "Signature=",
            "SignedHeaders=",
            "host",
            "AKIDEXAMPLE",
            "20261122",
            "us-east-1",
            "kinesis",
            "aws4_request",
            "\t",
            "%",
            "%2",
            "é",
            "漢",
            "\0");

    private final Random random = new Random(SEED);

    @Test
    void aJunkHeaderIsRefused() {
        for (int i = 0; i < CASES; i++) {
            var request = ReceivedRequest.post("{}")
                    .withHeader("authorization", (random.nextInt(4) == 0 ? "" : "AWS4-HMAC-SHA256 ") + junk())
                    .withHeader("x-amz-date", random.nextBoolean() ? "20261122T001000Z" : junk());

            assertRefused(request);
        }
    }

    @Test
    void aJunkQueryIsRefused() {
        var names =
                List.of("Algorithm", "Credential", "Signature", "SignedHeaders", "Date", "Expires", "Security-Token");
        for (int i = 0; i < CASES; i++) {
            var query = new StringBuilder("X-Amz-Algorithm=AWS4-HMAC-SHA256");
            for (var name : names) {
                if (random.nextInt(8) > 0)
                    query.append("&X-Amz-").append(name).append('=').append(junk());
            }

            assertRefused(ReceivedRequest.post("{}").withQuery(query.toString()));
        }
    }

    @Test
    void aHeaderThatWasCutOffIsRefused() {
        var good = TestKeys.signed(TestKeys.LASTING, ReceivedRequest.post("{}"));
        var header = good.header("authorization");
        for (int i = 0; i < header.length(); i++) {
            assertRefused(good.withHeader("authorization", header.substring(0, i)));
        }
    }

    private void assertRefused(ReceivedRequest request) {
        var thrown = catchThrowable(() -> TestKeys.verifierAt(TestKeys.NOW).authenticate(request, "kinesis"));

        assertThat(thrown).as("seed %d: %s", SEED, request).isInstanceOf(ApiException.class);
        assertThat(((ApiException) thrown).error().status()).isEqualTo(400);
    }

    private String junk() {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) text.append(PIECES.get(random.nextInt(PIECES.size())));
        return text.toString();
    }
}
