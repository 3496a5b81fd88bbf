package io.millrace.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PermissiveVerifierTest {
    private final PermissiveVerifier verifier = new PermissiveVerifier("000000000000");

    @Test
    void aRequestWithoutASignatureActsAsTheRootOfTheDefaultAccount() {
        assertThat(verifier.authenticate(ReceivedRequest.post("{}"), "kinesis"))
                .isEqualTo(new Caller("000000000000", "arn:aws:iam::000000000000:root", ""));
    }

    @Test
    void aKeyIdOfTwelveDigitsIsTheAccount() {
        var signed = TestKeys.signed(TestKeys.key("111122223333", null, null), ReceivedRequest.post("{}"));

        assertThat(verifier.authenticate(signed.withBody("changed"), "kinesis"))
                .isEqualTo(new Caller("111122223333", "arn:aws:iam::111122223333:root", "111122223333"));
    }

    @Test
    void anyOtherKeyActsInTheDefaultAccount() {
        var signed = TestKeys.signed(TestKeys.key("test", null, null), ReceivedRequest.post("{}"));

        assertThat(verifier.authenticate(signed, "kinesis"))
                .isEqualTo(new Caller("000000000000", "arn:aws:iam::000000000000:root", "test"));
    }

    @Test
    void aSignatureThatCannotBeReadCountsAsNone() {
        var junk = ReceivedRequest.post("{}").withHeader("authorization", "AWS4-HMAC-SHA256 Credential=///");

        assertThat(verifier.authenticate(junk, "kinesis").accessKeyId()).isEmpty();
    }
}
