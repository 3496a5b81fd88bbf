package io.millrace.streams.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.streams.StreamsRig;
import io.millrace.testkit.ServiceRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Policies that change nothing are kept; those that would have an effect are refused as long as nothing evaluates them. */
class ResourcePolicyTest {
    private final StreamsRig rig = StreamsRig.shared();
    private final String arn = StreamsRig.arn(rig.stream(1));

    @Test
    void aPolicyForTheOwnerIsKeptUntilItIsDeleted() {
        String policy = statement("Allow", "{\"AWS\":\"arn:aws:iam::" + ServiceRig.ACCOUNT + ":root\"}");
        assertThat(rig.client().getResourcePolicy(r -> r.resourceARN(arn)).policy())
                .isEqualTo("{}");

        rig.client().putResourcePolicy(r -> r.resourceARN(arn).policy(policy));
        assertThat(rig.client().getResourcePolicy(r -> r.resourceARN(arn)).policy())
                .isEqualTo(policy);

        rig.client().deleteResourcePolicy(r -> r.resourceARN(arn));
        assertThat(rig.client().getResourcePolicy(r -> r.resourceARN(arn)).policy())
                .isEqualTo("{}");
        assertThatThrownBy(() -> rig.client().deleteResourcePolicy(r -> r.resourceARN(arn)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"AWS\":\"*\"}",
                "\"*\"",
                "{\"AWS\":\"111111111111\"}",
                "{\"AWS\":[\"000000000000\",\"arn:aws:iam::111111111111:root\"]}",
                "{\"Service\":\"lambda.amazonaws.com\"}"
            })
    void whatWouldGrantRightsToOthersIsRefused(String principal) {
        assertRefused(statement("Allow", principal), "does not evaluate resource policies");
    }

    @Test
    void whatWouldDenyIsRefused() {
        assertRefused(statement("Deny", "{\"AWS\":\"000000000000\"}"), "does not evaluate resource policies");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"Version\":\"2020-01-01\",\"Statement\":[]}",
                "{\"Statement\":[\"Allow\"]}",
                "{\"Statement\":{\"Effect\":\"Perhaps\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}"
            })
    void whatIsNoPolicyIsRefused(String policy) {
        assertRefused(policy, "The policy is malformed");
    }

    @Test
    void aResourceThatIsNotThereHasNone() {
        String absent = StreamsRig.arn("absent");
        assertThatThrownBy(() -> rig.client().getResourcePolicy(r -> r.resourceARN(absent)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> rig.client()
                        .putResourcePolicy(r -> r.resourceARN(absent).policy("{}")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private void assertRefused(String policy, String why) {
        assertThatThrownBy(() ->
                        rig.client().putResourcePolicy(r -> r.resourceARN(arn).policy(policy)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(why);
        assertThat(rig.client().getResourcePolicy(r -> r.resourceARN(arn)).policy())
                .isEqualTo("{}");
    }

    private static String statement(String effect, String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Principal\":" + principal
                + ",\"Action\":\"kinesis:PutRecord\",\"Resource\":\"arn:aws:kinesis:us-east-1:000000000000:stream/s\"}]}";
    }
}
