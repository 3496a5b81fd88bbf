package io.millrace.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which service a request is for, by the first part of its {@code X-Amz-Target}. */
final class Routes {
    /** Takes what names no API: its answer to a request without a target is that of AWS. */
    static final String DEFAULT = "streams";

    private static final Map<String, String> BY_TARGET = Map.of(
            "Kinesis_20131202", "streams",
            "Firehose_20150804", "firehose",
            "KinesisAnalytics_20150814", "analytics",
            "KinesisAnalytics_20180523", "analytics");

    private Routes() {}

    static String of(@Nullable String target) {
        if (target == null) return DEFAULT;
        int dot = target.indexOf('.');
        return BY_TARGET.getOrDefault(dot < 0 ? target : target.substring(0, dot), DEFAULT);
    }
}
