package io.millrace.testkit.history;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A shard as ListShards shows it. Both ends belong to its range of hash keys.
 *
 * @param parents none for a first shard, one after a split, two after a merge
 */
public record ListedShard(String id, BigInteger start, BigInteger end, List<String> parents, boolean open) {
    /** The last hash key there is. */
    public static final BigInteger LAST_KEY = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    public static ListedShard of(JsonNode shard) {
        var parents = new ArrayList<String>();
        if (shard.has("ParentShardId")) parents.add(shard.get("ParentShardId").asString());
        if (shard.has("AdjacentParentShardId"))
            parents.add(shard.get("AdjacentParentShardId").asString());
        var range = shard.get("HashKeyRange");
        return new ListedShard(
                shard.get("ShardId").asString(),
                new BigInteger(range.get("StartingHashKey").asString()),
                new BigInteger(range.get("EndingHashKey").asString()),
                parents,
                !shard.get("SequenceNumberRange").has("EndingSequenceNumber"));
    }

    /** True if records of a partition key belong here, by the rule of the API: its MD5 is the hash key. */
    public boolean holds(String partitionKey) {
        var hash = new BigInteger(1, md5(partitionKey));
        return hash.compareTo(start) >= 0 && hash.compareTo(end) <= 0;
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
