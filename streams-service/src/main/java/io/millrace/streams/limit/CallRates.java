package io.millrace.streams.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often operations may be called each second: by an account, or for one stream. */
public final class CallRates {
    /** Idle rates are forgotten when there are more than so many. */
    private static final int MANY = 10_000;

    /** Calls a second of an account (developer guide, quotas and limits; API reference). */
    private static final Map<String, Integer> PER_ACCOUNT = Map.ofEntries(
            Map.entry("AddTagsToStream", 5),
            Map.entry("CreateStream", 5),
            Map.entry("DeleteResourcePolicy", 5),
            Map.entry("DeleteStream", 5),
            Map.entry("DescribeAccountSettings", 5),
            Map.entry("DescribeLimits", 1),
            Map.entry("DescribeStream", 10),
            Map.entry("DescribeStreamSummary", 20),
            Map.entry("GetResourcePolicy", 5),
            Map.entry("ListStreams", 5),
            Map.entry("ListTagsForResource", 5),
            Map.entry("ListTagsForStream", 5),
            Map.entry("MergeShards", 5),
            Map.entry("PutResourcePolicy", 5),
            Map.entry("RegisterStreamConsumer", 5),
            Map.entry("RemoveTagsFromStream", 5),
            Map.entry("SplitShard", 5),
            Map.entry("TagResource", 5),
            Map.entry("UntagResource", 5),
            Map.entry("UpdateAccountSettings", 5),
            Map.entry("UpdateShardCount", 10),
            Map.entry("UpdateStreamMode", 5),
            Map.entry("UpdateMaxRecordSize", 5),
            Map.entry("UpdateStreamWarmThroughput", 5));

    /** Calls a second for one stream. */
    private static final Map<String, Integer> PER_STREAM = Map.ofEntries(
            Map.entry("DecreaseStreamRetentionPeriod", 5),
            Map.entry("DeregisterStreamConsumer", 5),
            Map.entry("DescribeStreamConsumer", 20),
            Map.entry("DisableEnhancedMonitoring", 5),
            Map.entry("EnableEnhancedMonitoring", 5),
            Map.entry("IncreaseStreamRetentionPeriod", 5),
            Map.entry("ListShards", 1000),
            Map.entry("ListStreamConsumers", 5),
            Map.entry("StartStreamEncryption", 5),
            Map.entry("StopStreamEncryption", 5));

    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    /**
     * Lets a call in, or not. Operations of the data path are limited by shard, not here.
     *
     * @param stream the name of the stream that it is about, or an empty text
     */
    public boolean admit(String operation, String account, String stream, long nowMillis) {
        Integer rate = PER_ACCOUNT.get(operation);
        String key = operation + "/" + account;
        if (rate == null) {
            rate = PER_STREAM.get(operation);
            key += "/" + stream;
        }
        if (rate == null) return true;
        int perSecond = rate;
        if (buckets.size() > MANY) buckets.values().removeIf(bucket -> bucket.full(nowMillis));
        return buckets.computeIfAbsent(key, k -> new TokenBucket(perSecond, perSecond, nowMillis))
                .take(1, nowMillis);
    }
}
