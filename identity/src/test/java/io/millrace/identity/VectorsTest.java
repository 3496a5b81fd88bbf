package io.millrace.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and signatures that AWS itself published, and the forms of paths and queries one by one. */
class VectorsTest {
    private static final Instant SIGNED_AT = Instant.parse("2015-08-30T12:36:00Z");
    private static final AccessKey KEY = new AccessKey(
            "AKIDEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            new Caller("123456789012", "arn", "AKIDEXAMPLE"),
            null,
            null);

    @Test
    void theExampleOfTheAwsGeneralReferenceIsAccepted() {
        var request = ReceivedRequest.of(
                "GET",
                URI.create("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"),
                Map.of(
                        "host", List.of("iam.amazonaws.com"),
                        "content-type", List.of("application/x-www-form-urlencoded; charset=utf-8"),
                        "x-amz-date", List.of("20150830T123600Z"),
                        "authorization",
                                List.of("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                                        + " SignedHeaders=content-type;host;x-amz-date, Signature="
                                        + "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")),
                "");

        assertThat(verifier().authenticate(request, "iam")).isEqualTo(KEY.owner());
    }

    @Test
    void theVanillaCaseOfTheTestSuiteIsSignedAlike() {
        var request = new RequestToSign(
                "GET",
                "/",
                null,
                new java.util.TreeMap<>(Map.of("Host", List.of("example.amazonaws.com"))),
                ReceivedRequest.sha256(""));

        var added = new SigV4Signer(KEY, "us-east-1", "service", () -> SIGNED_AT).sign(request);

        assertThat(added.get("authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date, Signature="
                        + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', /",
        "//, /",
        "/./, /",
        "/example/.., /",
        "/../.., /",
        "/a/b/../../c, /c",
        "//a//b/, /a/b/",
        "/a%20b, /a%2520b",
        "/%e2%88%9e, /%25e2%2588%259e",
        "/a:b@c, /a%3Ab%40c",
        "'/a b', /a%20b",
    })
    void pathsAreResolvedAndEncodedOnceMore(String raw, String canonical) {
        var out = new ByteSink(16);

        CanonicalPath.write(raw, out);

        assertThat(out).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "b=2&a=1, a=1&b=2",
        "a=2&a=1, a=1&a=2",
        "a-b=1&a=1, a=1&a-b=1",
        "a, a=",
        "a=, a=",
        "a=b=c, a=b%3Dc",
        "a=1+1, a=1%2B1",
        "a=%2b%20, a=%2B%20",
        "a=%zz, a=%25zz",
        "a=%, a=%25",
        "&&a=1&, a=1",
        "é=1, %E9=1",
        "漢=1, %E6%BC%A2=1",
    })
    void queriesAreSortedByEncodedNameThenValue(String raw, String canonical) {
        var out = new ByteSink(16);

        QueryParameters.parse(raw).writeCanonical(out);

        assertThat(out).hasToString(canonical);
    }

    private static SigV4Verifier verifier() {
        return new SigV4Verifier(id -> id.equals(KEY.id()) ? KEY : null, () -> SIGNED_AT, Set.of("us-east-1"));
    }
}
