package io.millrace.gateway.calls;

import io.millrace.gateway.console.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which operations can be called from the console, and by whom: who looks, who runs streams, who rules. */
final class Operations {
    /** @param target what goes into {@code X-Amz-Target} */
    record Known(String service, String target, Role needs) {}

    private static final String KINESIS = "Kinesis_20131202.";
    private static final String OWN = "Millrace_20261122.";

    private static final Map<String, Known> BY_NAME = new HashMap<>();

    static {
        add(
                KINESIS,
                Role.VIEWER,
                "DescribeAccountSettings",
                "DescribeLimits",
                "DescribeStream",
                "DescribeStreamConsumer",
                "DescribeStreamSummary",
                "GetRecords",
                "GetResourcePolicy",
                "GetShardIterator",
                "ListShards",
                "ListStreamConsumers",
                "ListStreams",
                "ListTagsForResource",
                "ListTagsForStream");
        add(
                OWN,
                Role.VIEWER,
                "DescribeSegmentCheck",
                "DescribeShardLoad",
                "DescribeStorage",
                "DescribeStreamReaders",
                "ListStreamLoads");
        add(
                KINESIS,
                Role.OPERATOR,
                "AddTagsToStream",
                "CreateStream",
                "DecreaseStreamRetentionPeriod",
                "DeleteStream",
                "DeregisterStreamConsumer",
                "DisableEnhancedMonitoring",
                "EnableEnhancedMonitoring",
                "IncreaseStreamRetentionPeriod",
                "MergeShards",
                "PutRecord",
                "PutRecords",
                "RegisterStreamConsumer",
                "RemoveTagsFromStream",
                "SplitShard",
                "TagResource",
                "UntagResource",
                "UpdateMaxRecordSize",
                "UpdateShardCount",
                "UpdateStreamMode",
                "UpdateStreamWarmThroughput");
        add(OWN, Role.OPERATOR, "StartSegmentCheck");
        add(
                KINESIS,
                Role.ADMIN,
                "DeleteResourcePolicy",
                "PutResourcePolicy",
                "StartStreamEncryption",
                "StopStreamEncryption",
                "UpdateAccountSettings");
        add(OWN, Role.ADMIN, "DescribeSettings");
    }

    private Operations() {}

    private static void add(String prefix, Role needs, String... names) {
        for (String name : List.of(names)) BY_NAME.put(name, new Known("streams", prefix + name, needs));
    }

    static @Nullable Known find(String name) {
        return BY_NAME.get(name);
    }
}
