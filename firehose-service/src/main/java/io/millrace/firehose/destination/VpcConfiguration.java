package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subnets of a destination that is reached through a VPC. */
public record VpcConfiguration(
        @Constraint.Required @Constraint.Length(min = 1, max = 16) @Nullable
        List<@Word String> subnetIds,

        @Constraint.Required @RoleArn @Nullable String roleARN,

        @Constraint.Required @Constraint.Length(min = 1, max = 5) @Nullable
        List<@Word String> securityGroupIds) {}
