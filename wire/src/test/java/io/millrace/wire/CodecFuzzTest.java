package io.millrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come, the answer is a structure or an {@link ApiException}, soon. */
class CodecFuzzTest {
    private static final Codec<Samples> CODEC = Codec.of(Samples.class);
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @EnumSource
    void brokenBodiesEndWithAnApiExceptionAndNothingElse(Protocol protocol) {
        Long given = Long.getLong("millrace.seed");
        long seed = given != null ? given : System.nanoTime();
        var random = new Random(seed);
        byte[] whole = CODEC.encode(protocol, sample());
        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = broken(whole, random);
            try {
                CODEC.check(CODEC.decode(protocol, body, 0, body.length));
            } catch (ApiException expected) {
                // refused, as it should be
            } catch (Throwable e) {
                throw new AssertionError(
                        "failed with -Dmillrace.seed=" + seed + " in round " + i + " on " + Arrays.toString(body), e);
            }
        }
    }

    private static byte[] broken(byte[] whole, Random random) {
        byte[] body = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length));
            case 1 -> {
                body = new byte[random.nextInt(40)];
                random.nextBytes(body);
            }
            case 2 -> {
                int from = random.nextInt(body.length);
                int length = random.nextInt(Math.min(20, body.length - from) + 1);
                byte[] part = Arrays.copyOfRange(body, from, from + length);
                System.arraycopy(part, 0, body, random.nextInt(body.length - length + 1), length);
            }
            default -> {
                // only the flips below
            }
        }
        int flips = random.nextInt(4);
        for (int i = 0; i < flips && body.length > 0; i++) body[random.nextInt(body.length)] = (byte) random.nextInt();
        return body;
    }

    private static Samples sample() {
        var inner = new Samples.Inner("name", "data".getBytes(UTF_8));
        return new Samples(
                "text",
                12,
                1L << 40,
                1.5,
                true,
                new byte[30],
                Instant.ofEpochSecond(1_700_000_000),
                inner,
                List.of("a", "b"),
                List.of(inner, inner),
                Map.of("key", "value"),
                Map.of("key", inner),
                7);
    }
}
