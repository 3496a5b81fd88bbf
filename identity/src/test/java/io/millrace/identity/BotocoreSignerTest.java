package io.millrace.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.wire.ApiException;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What botocore signs is accepted, and nothing that differs from it by a byte. One Python process signs every case. */
class BotocoreSignerTest {
    private static final long SEED = 1143;
    private static final int CASES = 200;

    @Test
    void acceptsWhatBotocoreSignedAndNothingElse() throws Exception {
        var canRun = botocoreIsThere();
        if (!canRun) System.err.println("SKIPPED: no python3 with botocore here, its signer is not compared with ours");
        assumeTrue(canRun);
        var random = new Random(SEED);
        var requests = new RandomRequests(random);
        var cases = new ArrayList<ReceivedRequest>();
        for (int i = 0; i < CASES; i++) cases.add(requests.next());

        var verifier = new SigV4Verifier(TestKeys::find, InstantSource.system(), Set.of("us-east-1"));
        for (var signed : sign(cases)) {
            assertThat(verifier.authenticate(signed, "kinesis"))
                    .as("seed %d: %s", SEED, signed)
                    .isEqualTo(TestKeys.LASTING.owner());
            for (var changed : Tampering.of(signed, random).entrySet()) {
                assertThatThrownBy(() -> verifier.authenticate(changed.getValue(), "kinesis"))
                        .as("seed %d, changed %s: %s", SEED, changed.getKey(), changed.getValue())
                        .isInstanceOf(ApiException.class);
            }
        }
    }

    private static boolean botocoreIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import botocore")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    /** Two signed requests for each one: by header, and presigned without its body. */
    private static List<ReceivedRequest> sign(List<ReceivedRequest> cases) throws IOException, InterruptedException {
        var script = BotocoreSignerTest.class.getResourceAsStream("botocore_sign.py");
        assertThat(script).isNotNull();
        var python = new ProcessBuilder(
                        "python3",
                        "-c",
                        new String(script.readAllBytes(), UTF_8),
                        TestKeys.LASTING.id(),
                        TestKeys.LASTING.secret())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var input = new StringBuilder();
        for (var request : cases) input.append(line(request)).append('\n');
        try (var out = python.getOutputStream()) {
            out.write(input.toString().getBytes(US_ASCII));
        }
        var signed = new ArrayList<ReceivedRequest>();
        try (var in = python.inputReader(US_ASCII)) {
            var lines = in.readAllLines();
            for (int i = 0; i < lines.size(); i++) {
                var asked = cases.get(i / 2);
                signed.add(parse(lines.get(i), i % 2 == 0 ? asked : asked.withBody("")));
            }
        }
        assertThat(python.waitFor()).isZero();
        assertThat(signed).hasSize(2 * cases.size());
        return signed;
    }

    private static String line(ReceivedRequest request) {
        var fields = new ArrayList<String>();
        fields.add(request.method());
        fields.add("http://" + request.header("host") + request.rawPath()
                + (request.rawQuery() == null || request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery()));
        fields.add(request.body());
        request.headers().forEach((name, values) -> {
            if (!name.equals("host")) for (var value : values) fields.add(name + ":" + value);
        });
        return String.join(" ", fields.stream().map(BotocoreSignerTest::base64).toList());
    }

    private static ReceivedRequest parse(String line, ReceivedRequest asked) {
        var fields = List.of(line.split(" ", -1));
        var uri = URI.create(text(fields.get(0)));
        var headers = new TreeMap<String, List<String>>();
        headers.put("host", List.of(uri.getRawAuthority()));
        for (var field : fields.subList(1, fields.size())) {
            var header = text(field);
            var colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon), _ -> new ArrayList<>())
                    .add(header.substring(colon + 1));
        }
        return ReceivedRequest.of(asked.method(), uri, headers, asked.body());
    }

    private static String base64(String text) {
        return "." + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String text(String field) {
        return new String(Base64.getDecoder().decode(field.substring(1)), ISO_8859_1);
    }
}
