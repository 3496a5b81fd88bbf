package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Where AWS would log what can't be delivered. Kept and told; here such things are in the log of the service. */
public record CloudWatchLoggingOptions(
        @Nullable Boolean enabled,

        @Constraint.Pattern("[\\.\\-_/#A-Za-z0-9]*") @Constraint.Length(max = 512) @Nullable
        String logGroupName,

        @Constraint.Pattern("[^:*]*") @Constraint.Length(max = 512) @Nullable
        String logStreamName) {
    static final CloudWatchLoggingOptions DISABLED = new CloudWatchLoggingOptions(false, null, null);
}
