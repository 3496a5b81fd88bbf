package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@link VpcConfiguration}, with the VPC that AWS found. */
public record VpcConfigurationDescription(
        @Constraint.Length(min = 1, max = 16) @Nullable List<@Word String> subnetIds,
        @RoleArn @Nullable String roleARN,
        @Constraint.Length(min = 1, max = 5) @Nullable List<@Word String> securityGroupIds,
        @Word @Nullable String vpcId) {}
