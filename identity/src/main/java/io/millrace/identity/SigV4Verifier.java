package io.millrace.identity;

import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves the AWS Signature Version 4 of a request, sent as a header or presigned in the query. The checks run in the
 * order of the AWS services: the parts are there, the date is near, the host is signed, the scope is ours, the key is
 * known, the signature holds, the session token belongs to the key and is still good.
 *
 * <p>Safe for any number of threads; keeps the derived keys of the day and nothing else. A captured request can be sent
 * again inside the window, as with AWS.
 */
public final class SigV4Verifier implements Authenticator {
    /** How far a signature's date may lie from our clock, in either direction; AWS grants Kinesis the same. */
    public static final Duration DEFAULT_SKEW = Duration.ofMinutes(5);

    /** The clients of Kinesis Video Streams sign the host without the port that they then send. */
    private static final String SERVICE_THAT_MAY_SIGN_WITHOUT_PORT = "kinesisvideo";

    private final AccessKeys keys;
    private final InstantSource clock;
    private final Set<String> regions;
    private final Duration skew;
    private final SigningKeys signingKeys = new SigningKeys();
    private final AccessKey nobody = AccessKeyFactory.secure().create("000000000000", "nobody");

    public SigV4Verifier(AccessKeys keys, InstantSource clock, Set<String> regions) {
        this(keys, clock, regions, DEFAULT_SKEW);
    }

    public SigV4Verifier(AccessKeys keys, InstantSource clock, Set<String> regions, Duration skew) {
        this.keys = keys;
        this.clock = clock;
        this.regions = Set.copyOf(regions);
        this.skew = skew;
    }

    @Override
    public Caller authenticate(SignedRequest request, String service) {
        var claim = SignatureClaim.of(request);
        var now = clock.instant();
        checkTime(claim, now);
        checkHostIsSigned(claim);
        checkAlgorithm(claim);
        var credential = Credential.parse(claim.credential());
        checkScope(claim, credential, service);
        checkPayloadHeader(request);

        // An unknown key costs what a known one does, so that the time to refuse it says nothing.
        var known = keys.find(credential.keyId());
        var key = known == null ? nobody : known;
        var proven = isProven(request, claim, credential, key);
        if (known == null || !tokenBelongs(known, claim.sessionToken())) {
            throw ApiException.of(CommonErrors.unrecognizedClient());
        }
        if (!proven) throw SignatureErrors.doesNotMatch();
        if (known.expiry() != null && !now.isBefore(known.expiry())) {
            throw ApiException.of(CommonErrors.expiredToken());
        }
        return known.owner();
    }

    private void checkTime(SignatureClaim claim, Instant now) {
        var signed = claim.date().instant();
        var lifetime = claim.lifetime() == null ? skew : claim.lifetime();
        if (signed.isBefore(now.minus(lifetime))) throw SignatureErrors.expired(claim.date(), now, lifetime);
        if (signed.isAfter(now.plus(skew))) throw SignatureErrors.notYetCurrent(claim.date(), now, skew);
    }

    private static void checkHostIsSigned(SignatureClaim claim) {
        if (!SignedHeaderNames.containHost(claim.signedHeaders())) throw SignatureErrors.hostNotSigned();
    }

    private static void checkAlgorithm(SignatureClaim claim) {
        if (!claim.algorithm().equals(Signature.ALGORITHM)) throw SignatureErrors.unsupported(claim.algorithm());
    }

    private void checkScope(SignatureClaim claim, Credential credential, String service) {
        var regionOk = regions.contains(credential.region());
        var serviceOk = credential.service().equals(service);
        var terminatorOk = credential.terminator().equals(Signature.TERMINATOR);
        var dayOk = claim.date().isOfDay(credential.day());
        if (regionOk && serviceOk && terminatorOk && dayOk) return;
        throw SignatureErrors.wrongScope(
                regionOk, serviceOk ? null : service, terminatorOk, dayOk ? null : credential.day(), claim.date());
    }

    /** The hash of the body enters the signature in any case; a client that also states it must state the same. */
    private static void checkPayloadHeader(SignedRequest request) {
        var stated = request.headers("x-amz-content-sha256");
        if (stated.isEmpty()) return;
        var value = stated.getFirst();
        if (stated.size() > 1 || !Hex.isHexOf(value, request.bodySha256())) throw SignatureErrors.payload(value);
    }

    private boolean isProven(SignedRequest request, SignatureClaim claim, Credential credential, AccessKey key) {
        var signingKey = signingKeys.of(key, credential);
        if (matches(request, claim, credential, signingKey)) return true;
        if (!credential.service().equals(SERVICE_THAT_MAY_SIGN_WITHOUT_PORT)) return false;
        var withoutPort = WithoutPort.of(request);
        return withoutPort != null && matches(withoutPort, claim, credential, signingKey);
    }

    private static boolean matches(
            SignedRequest request, SignatureClaim claim, Credential credential, SigningKeys.SigningKey signingKey) {
        var expected = Signature.of(
                request, claim.query(), claim.signedHeaders(), claim.date().text(), credential.scope(), signingKey);
        return MessageDigest.isEqual(expected, claim.signature().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean tokenBelongs(AccessKey key, @Nullable String token) {
        if (key.sessionToken() == null || token == null) return key.sessionToken() == null && token == null;
        return MessageDigest.isEqual(
                key.sessionToken().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** A request as if it had been sent to the default port. */
    private record WithoutPort(SignedRequest received, List<String> host) implements SignedRequest {
        static @Nullable WithoutPort of(SignedRequest request) {
            var hosts = request.headers("host");
            if (hosts.size() != 1) return null;
            var host = hosts.getFirst();
            var colon = host.lastIndexOf(':');
            if (colon < 0 || host.indexOf(']', colon) >= 0) return null;
            return new WithoutPort(request, List.of(host.substring(0, colon)));
        }

        @Override
        public String method() {
            return received.method();
        }

        @Override
        public String rawPath() {
            return received.rawPath();
        }

        @Override
        public @Nullable String rawQuery() {
            return received.rawQuery();
        }

        @Override
        public List<String> headers(String lowerCaseName) {
            return lowerCaseName.equals("host") ? host : received.headers(lowerCaseName);
        }

        @Override
        public byte[] bodySha256() {
            return received.bodySha256();
        }
    }
}
