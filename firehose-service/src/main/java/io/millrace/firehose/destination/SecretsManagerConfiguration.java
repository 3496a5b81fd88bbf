package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Where AWS would find the credentials of a destination. */
public record SecretsManagerConfiguration(
        @Constraint.Pattern("arn:.*:secretsmanager:[a-zA-Z0-9\\-]+:\\d{12}:secret:[a-zA-Z0-9\\-/_+=.@!]+")
        @Constraint.Length(min = 1, max = 2048)
        @Nullable
        String secretARN,

        @RoleArn @Nullable String roleARN,
        @Constraint.Required @Nullable Boolean enabled) {
    static boolean on(@Nullable SecretsManagerConfiguration configuration) {
        return configuration != null && Boolean.TRUE.equals(configuration.enabled);
    }

    /** @throws io.millrace.wire.ApiException if it is on and names no secret */
    static void check(@Nullable SecretsManagerConfiguration configuration) {
        if (configuration != null && on(configuration))
            Given.require(configuration.secretARN, "SecretsManagerConfiguration.SecretARN");
    }
}
