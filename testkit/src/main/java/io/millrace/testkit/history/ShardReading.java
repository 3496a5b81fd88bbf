package io.millrace.testkit.history;

import io.millrace.testkit.history.HistoryCheck.Stored;
import java.util.List;
import java.util.Set;

/**
 * What a shard gave from TRIM_HORIZON to where a consumer stops.
 *
 * @param ended whether the last answer had no next iterator, as that of a closed shard
 * @param children what that answer named as the shards to go on with
 */
public record ShardReading(ListedShard shard, List<Stored> records, boolean ended, Set<Child> children) {
    /** A child as the end of a shard names it. */
    public record Child(String id, List<String> parents) {}
}
