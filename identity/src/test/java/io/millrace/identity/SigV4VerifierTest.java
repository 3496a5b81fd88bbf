package io.millrace.identity;

import static io.millrace.identity.TestKeys.LASTING;
import static io.millrace.identity.TestKeys.NOW;
import static io.millrace.identity.TestKeys.TEMPORARY;
import static io.millrace.identity.TestKeys.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigV4VerifierTest {
    private static final ReceivedRequest REQUEST = ReceivedRequest.post("{}");
    private static final String MISMATCH = "The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.";

    private final SigV4Verifier verifier = TestKeys.verifierAt(NOW);

    @Test
    void aSignedRequestSpeaksForTheOwnerOfTheKey() {
        assertThat(verifier.authenticate(signed(LASTING, REQUEST), "kinesis")).isEqualTo(LASTING.owner());
    }

    @Test
    void aRequestWithoutASignatureLacksAToken() {
        assertThat(refusal(REQUEST)).isEqualTo(CommonErrors.missingAuthenticationToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer abc", "Basic YTpi", "aws4-hmac-sha256 Credential=a"})
    void anotherSchemeIsNoSignatureOfAws(String authorization) {
        assertThat(refusal(REQUEST.withHeader("authorization", authorization)))
                .isEqualTo(CommonErrors.missingAuthenticationToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS4-HMAC-SHA256 Credential=a", "Bearer abc"})
    void aSignatureInHeaderAndQueryIsRefused(String authorization) {
        var request = REQUEST.withQuery("X-Amz-Algorithm=AWS4-HMAC-SHA256").withHeader("authorization", authorization);

        assertThat(refusal(request))
                .isEqualTo(CommonErrors.invalidSignature("Found both 'X-Amz-Algorithm' as a query-string param and"
                        + " 'Authorization' as HTTP header."));
    }

    @Test
    void everyMissingPartOfTheHeaderIsListed() {
        assertThat(refusal(REQUEST.withHeader("authorization", "AWS4-HMAC-SHA256")))
                .isEqualTo(CommonErrors.incompleteSignature("Authorization header requires 'Credential' parameter. "
                        + "Authorization header requires 'Signature' parameter. "
                        + "Authorization header requires 'SignedHeaders' parameter. "
                        + "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
                        + "Authorization=AWS4-HMAC-SHA256"));
    }

    @Test
    void aPartWithoutAValueIsMissing() {
        var header = "AWS4-HMAC-SHA256 Credential=a,SignedHeaders=,Signature=b";

        assertThat(refusal(REQUEST.withHeader("authorization", header).withHeader("date", "now")))
                .isEqualTo(CommonErrors.incompleteSignature(
                        "Authorization header requires 'SignedHeaders' parameter. Authorization=" + header));
    }

    @Test
    void everyMissingPartOfTheQueryIsListed() {
        assertThat(refusal(REQUEST.withQuery("X-Amz-Algorithm=")))
                .isEqualTo(
                        CommonErrors.incompleteSignature("AWS query-string parameters must include 'X-Amz-Algorithm'. "
                                + "AWS query-string parameters must include 'X-Amz-Credential'. "
                                + "AWS query-string parameters must include 'X-Amz-Signature'. "
                                + "AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
                                + "AWS query-string parameters must include 'X-Amz-Date'. "
                                + "Re-examine the query-string parameters."));
    }

    @Test
    void twoAuthorizationHeadersAreRefused() {
        var one = signed(LASTING, REQUEST).header("authorization");

        assertThat(refusal(signed(LASTING, REQUEST).withHeader("authorization", one, one))
                        .code())
                .isEqualTo("IncompleteSignatureException");
    }

    @Test
    void theHeaderMayPutItsPartsInAnyOrderAndSpacing() {
        var signed = signed(LASTING, REQUEST).changingHeader("authorization", header -> {
            var parts = header.substring("AWS4-HMAC-SHA256 ".length()).split(", ", -1);
            return "  AWS4-HMAC-SHA256  " + parts[2] + "," + parts[0] + " ,\t, " + parts[1] + ",";
        });

        assertThat(verifier.authenticate(signed, "kinesis")).isEqualTo(LASTING.owner());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS4-HMAC-SHA512", "AWS4-ECDSA-P256-SHA256", "AWS4-"})
    void onlyOneAlgorithmIsKnown(String algorithm) {
        var signed = signed(LASTING, REQUEST)
                .changingHeader("authorization", header -> header.replace("AWS4-HMAC-SHA256", algorithm));

        assertThat(refusal(signed))
                .isEqualTo(CommonErrors.incompleteSignature(
                        "Unsupported AWS 'algorithm': '" + algorithm + "' (only AWS4-HMAC-SHA256 for now). "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "20261322T001000Z", "20261122T001000", "2026-11-22T00:10:00Z", "20261122T0010é0Z"})
    void aDateThatCannotBeReadIsNamed(String date) {
        assertThat(refusal(signed(LASTING, REQUEST).withHeader("x-amz-date", date)))
                .isEqualTo(CommonErrors.incompleteSignature("Date must be in ISO-8601 'basic format'. Got '" + date
                        + "'. See http://en.wikipedia.org/wiki/ISO_8601"));
    }

    @Test
    void theDateHeaderStandsInForTheAmzDate() {
        var signed = signed(LASTING, REQUEST);
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.atOffset(ZoneOffset.UTC));

        // The signature covers x-amz-date, which is gone: it is the date that must pass, and the signature that fails.
        assertThat(refusal(signed.withoutHeader("x-amz-date").withHeader("date", date))
                        .message())
                .isEqualTo(MISMATCH);
        assertThat(refusal(signed.withoutHeader("x-amz-date").withHeader("date", "Sat, 21 Nov 2026 00:10:00 GMT"))
                        .message())
                .startsWith("Signature expired: 20261121T001000Z");
    }

    @Test
    void aSignatureHoldsForFiveMinutesAndNoSecondLonger() {
        var signed = signed(LASTING, REQUEST, "us-east-1", "kinesis", Instant.parse("2026-11-22T00:00:00Z"));

        assertThat(TestKeys.verifierAt(Instant.parse("2026-11-22T00:05:00Z")).authenticate(signed, "kinesis"))
                .isEqualTo(LASTING.owner());
        assertThat(refusal(signed))
                .isEqualTo(CommonErrors.invalidSignature("Signature expired: 20261122T000000Z is now earlier than"
                        + " 20261122T000500Z (20261122T001000Z - 5 min.)"));
    }

    @Test
    void aSignatureOfTheFutureMustWait() {
        var signed = signed(LASTING, REQUEST, "us-east-1", "kinesis", NOW.plusSeconds(301));

        assertThat(refusal(signed))
                .isEqualTo(CommonErrors.invalidSignature("Signature not yet current: 20261122T001501Z is still later"
                        + " than 20261122T001500Z (20261122T001000Z + 5 min.)"));
    }

    @Test
    void anotherSkewIsNamedInSeconds() {
        var strict = new SigV4Verifier(TestKeys::find, () -> NOW, Set.of("us-east-1"), Duration.ofSeconds(90));
        var signed = signed(LASTING, REQUEST, "us-east-1", "kinesis", NOW.minusSeconds(91));

        assertThat(refusal(strict, signed).message()).endsWith("(20261122T001000Z - 90 sec.)");
    }

    @Test
    void theHostMustBeSigned() {
        var signed =
                signed(LASTING, REQUEST).changingHeader("authorization", header -> header.replace(";host;", ";hosts;"));

        assertThat(refusal(signed))
                .isEqualTo(CommonErrors.invalidSignature(
                        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."));
    }

    /** As clients do that speak HTTP/2 and sign what they send; the signature was computed by hand. */
    @Test
    void theHostMayBeSignedAsTheAuthorityOfHttp2() {
        var signed = REQUEST.withHeader("host", "127.0.0.1:4577")
                .withHeader("x-amz-date", "20261122T001000Z")
                .withHeader(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/kinesis/aws4_request,"
                                + " SignedHeaders=:authority;content-type;x-amz-date;x-amz-target,"
                                + " Signature=898f80397d14426cc7b3b41f33a9d70cec2f3f58d558252a2f4bd311b7ed53cb");

        assertThat(verifier.authenticate(signed, "kinesis")).isEqualTo(LASTING.owner());
        assertThat(refusal(signed.withHeader("host", "127.0.0.1:4578")))
                .isEqualTo(CommonErrors.invalidSignature(MISMATCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c/d", "a/b/c/d/e/f", "/b/c/d/e", "////", "a/b/c/d/e/"})
    void aCredentialHasFiveParts(String credential) {
        assertThat(refusal(withCredential(credential)))
                .isEqualTo(CommonErrors.incompleteSignature("Credential must have exactly 5 slash-delimited elements,"
                        + " e.g. keyid/date/region/service/term, got '" + credential + "'"));
    }

    @Test
    void everyWrongPartOfTheScopeIsListed() {
        assertThat(refusal(withCredential("AKIDEXAMPLE/20261121/mars-1/s3/aws5_request")))
                .isEqualTo(CommonErrors.invalidSignature("Credential should be scoped to a valid region. "
                        + "Credential should be scoped to correct service: 'kinesis'. "
                        + "Credential should be scoped with a valid terminator: 'aws4_request'. "
                        + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
                        + " '20261121' != '20261122', from '20261122T001000Z'."));
    }

    @ParameterizedTest
    @CsvSource({
        "AKIDEXAMPLE/20261122/mars-1/kinesis/aws4_request, 'Credential should be scoped to a valid region. '",
        "AKIDEXAMPLE/20261122/us-east-1/s3/aws4_request,"
                + " 'Credential should be scoped to correct service: ''kinesis''. '",
        "AKIDEXAMPLE/20261122/us-east-1/kinesis/aws4,"
                + " 'Credential should be scoped with a valid terminator: ''aws4_request''. '",
    })
    void oneWrongPartOfTheScopeIsNamedAlone(String credential, String message) {
        assertThat(refusal(withCredential(credential))).isEqualTo(CommonErrors.invalidSignature(message));
    }

    @Test
    void aKeyOfNobodyIsNotRecognised() {
        var stranger = TestKeys.key("AKIDSTRANGER", null, null);

        assertThat(refusal(signed(stranger, REQUEST))).isEqualTo(CommonErrors.unrecognizedClient());
    }

    @Test
    void aWrongSecretDoesNotMatch() {
        var guess = new AccessKey(LASTING.id(), "guess", LASTING.owner(), null, null);

        assertThat(refusal(signed(guess, REQUEST))).isEqualTo(CommonErrors.invalidSignature(MISMATCH));
    }

    @Test
    void aKeyThatGotANewSecretIsProvenWithTheNewOne() {
        var renewed = new AccessKey(LASTING.id(), "renewed", LASTING.owner(), null, null);
        var keys = new java.util.concurrent.atomic.AtomicReference<>(LASTING);
        var following = new SigV4Verifier(_ -> keys.get(), () -> NOW, Set.of("us-east-1"));
        following.authenticate(signed(LASTING, REQUEST), "kinesis");

        keys.set(renewed);

        assertThat(following.authenticate(signed(renewed, REQUEST), "kinesis")).isEqualTo(LASTING.owner());
        assertThat(refusal(following, signed(LASTING, REQUEST)).message()).isEqualTo(MISMATCH);
    }

    @Test
    void aTemporaryKeyNeedsItsToken() {
        var signed = signed(TEMPORARY, REQUEST);

        assertThat(verifier.authenticate(signed, "kinesis")).isEqualTo(TEMPORARY.owner());
        assertThat(refusal(signed.withoutHeader("x-amz-security-token"))).isEqualTo(CommonErrors.unrecognizedClient());
        assertThat(refusal(signed.withHeader("x-amz-security-token", "another")))
                .isEqualTo(CommonErrors.unrecognizedClient());
    }

    @Test
    void aLastingKeyHasNoToken() {
        var borrowed = new AccessKey(LASTING.id(), LASTING.secret(), LASTING.owner(), "token", null);

        assertThat(refusal(signed(borrowed, REQUEST))).isEqualTo(CommonErrors.unrecognizedClient());
    }

    @Test
    void aTokenThatEndedIsExpired() {
        var later = NOW.plusSeconds(60);

        assertThat(refusal(TestKeys.verifierAt(later), signed(TEMPORARY, REQUEST)))
                .isEqualTo(CommonErrors.expiredToken());
    }

    @Test
    void aStatedHashOfTheBodyMustBeTrue() {
        var hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

        assertThat(verifier.authenticate(signed(LASTING, REQUEST).withHeader("x-amz-content-sha256", hash), "kinesis"))
                .isEqualTo(LASTING.owner());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNSIGNED-PAYLOAD",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void aBodyIsNeverTakenUnsigned(String stated) {
        var signed = signed(LASTING, REQUEST.withHeader("x-amz-content-sha256", stated));

        assertThat(refusal(signed).code()).isEqualTo("InvalidSignatureException");
        assertThat(refusal(signed).message()).contains("X-Amz-Content-Sha256");
    }

    @ParameterizedTest
    @CsvSource({
        "'', X-Amz-Expires should be a number",
        "1x, X-Amz-Expires should be a number",
        "-1, X-Amz-Expires should be a number",
        "٣, X-Amz-Expires should be a number",
        "0, X-Amz-Expires must be between 1 and 604800 seconds",
        "604801, X-Amz-Expires must be between 1 and 604800 seconds",
        "99999999999999999999, X-Amz-Expires must be between 1 and 604800 seconds",
    })
    void theLifetimeOfAPresignedUrlIsOneSecondToSevenDays(String expires, String message) {
        assertThat(refusal(presigned("20261122T001000Z", expires)))
                .isEqualTo(CommonErrors.incompleteSignature(message));
    }

    @Test
    void aPresignedUrlEndsWithItsLifetime() {
        assertThat(refusal(presigned("20261122T000000Z", "600")).message()).isEqualTo(MISMATCH);
        assertThat(refusal(presigned("20261122T000000Z", "599")).message())
                .isEqualTo("Signature expired: 20261122T000000Z is now earlier than 20261122T000001Z"
                        + " (20261122T001000Z - 599 sec.)");
    }

    @Test
    void aClientOfKinesisVideoMaySignTheHostWithoutItsPort() {
        var signed = signed(LASTING, REQUEST.withHeader("host", "video.local"), "us-east-1", "kinesisvideo", NOW)
                .withHeader("host", "video.local:4577");

        assertThat(verifier.authenticate(signed, "kinesisvideo")).isEqualTo(LASTING.owner());
    }

    @Test
    void elsewhereTheHostIsSignedAsItIsSent() {
        var signed =
                signed(LASTING, REQUEST.withHeader("host", "streams.local")).withHeader("host", "streams.local:4577");

        assertThat(refusal(signed).message()).isEqualTo(MISMATCH);
    }

    private static ReceivedRequest withCredential(String credential) {
        return signed(LASTING, REQUEST)
                .changingHeader(
                        "authorization",
                        header -> header.replace("AKIDEXAMPLE/20261122/us-east-1/kinesis/aws4_request", credential));
    }

    private static ReceivedRequest presigned(String date, String expires) {
        return REQUEST.withQuery("X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIDEXAMPLE%2F20261122%2Fus-east-1%2Fkinesis%2Faws4_request"
                + "&X-Amz-SignedHeaders=host&X-Amz-Signature=0&X-Amz-Date=" + date
                + "&X-Amz-Expires=" + expires);
    }

    private ApiError refusal(SignedRequest request) {
        return refusal(verifier, request);
    }

    private static ApiError refusal(SigV4Verifier verifier, SignedRequest request) {
        return catchThrowableOfType(ApiException.class, () -> verifier.authenticate(request, "kinesis"))
                .error();
    }
}
