package io.millrace.identity;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One lasting and one temporary key, and a verifier that knows them and lives in that moment. */
final class TestKeys {
    static final Instant NOW = Instant.parse("2026-11-22T00:10:00Z");

    static final AccessKey LASTING = key("AKIDEXAMPLE", null, null);
    static final AccessKey TEMPORARY = key("ASIAEXAMPLE", "a/token+with=signs", NOW.plusSeconds(60));

    private TestKeys() {}

    static AccessKey key(String id, @Nullable String token, @Nullable Instant expiry) {
        return new AccessKey(
                id,
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                new Caller("123456789012", "arn:aws:iam::123456789012:user/" + id, id),
                token,
                expiry);
    }

    static @Nullable AccessKey find(String id) {
        if (id.equals(LASTING.id())) return LASTING;
        return id.equals(TEMPORARY.id()) ? TEMPORARY : null;
    }

    static SigV4Verifier verifierAt(Instant now) {
        return new SigV4Verifier(TestKeys::find, () -> now, Set.of("us-east-1", "eu-central-1"));
    }

    static ReceivedRequest signed(AccessKey key, ReceivedRequest request) {
        return signed(key, request, "us-east-1", "kinesis", NOW);
    }

    static ReceivedRequest signed(AccessKey key, ReceivedRequest request, String region, String service, Instant when) {
        var toSign = new RequestToSign(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                new java.util.TreeMap<>(request.headers()),
                request.bodySha256());
        return request.withHeaders(new SigV4Signer(key, region, service, () -> when).sign(toSign));
    }
}
