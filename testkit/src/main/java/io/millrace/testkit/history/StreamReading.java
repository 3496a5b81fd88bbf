package io.millrace.testkit.history;

import io.millrace.testkit.history.HistoryCheck.Stored;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads a stream as a consumer does. */
public final class StreamReading {
    /** An open shard never ends; a closed one may take a moment to. */
    private static final long END_WITHIN_SECONDS = 20;

    private final KinesisCalls calls;
    private final String stream;

    public StreamReading(KinesisCalls calls, String stream) {
        this.calls = calls;
        this.stream = stream;
    }

    /** Everything, shard by shard, from TRIM_HORIZON until nothing is behind. */
    public Map<String, List<Stored>> all() throws IOException, InterruptedException {
        return records(byShard());
    }

    /** The records of readings. */
    public static Map<String, List<Stored>> records(List<ShardReading> readings) {
        var shards = new TreeMap<String, List<Stored>>();
        for (var reading : readings) shards.put(reading.shard().id(), reading.records());
        return shards;
    }

    /** Everything, in the order in which the shards are listed: open ones until nothing is behind, closed ones to their end. */
    public List<ShardReading> byShard() throws IOException, InterruptedException {
        var readings = new ArrayList<ShardReading>();
        for (var shard : shards()) {
            var records = new ArrayList<Stored>();
            var last = read(shard, record -> records.add(stored(record)));
            readings.add(new ShardReading(shard, records, !last.has("NextShardIterator"), children(last)));
        }
        return readings;
    }

    /** How many records there are, for streams that are larger than memory. */
    public long count() throws IOException, InterruptedException {
        var count = new AtomicLong();
        for (var shard : shards()) read(shard, record -> count.incrementAndGet());
        return count.get();
    }

    /** All shards that can be read, closed ones too. */
    public List<ListedShard> shards() throws IOException, InterruptedException {
        var shards = new ArrayList<ListedShard>();
        String request = "{\"StreamName\":\"%s\"}".formatted(stream);
        while (true) {
            var page = calls.ask("ListShards", request).json();
            page.get("Shards").forEach(shard -> shards.add(ListedShard.of(shard)));
            if (!page.has("NextToken")) return shards;
            request = "{\"NextToken\":\"%s\"}".formatted(page.get("NextToken").asString());
        }
    }

    /** @return the last answer */
    private JsonNode read(ListedShard shard, Consumer<JsonNode> consumer) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + END_WITHIN_SECONDS * 1_000_000_000;
        String iterator = iterator(shard.id());
        while (true) {
            var page = calls.ask("GetRecords", "{\"ShardIterator\":\"%s\"}".formatted(iterator))
                    .json();
            page.get("Records").forEach(consumer);
            if (!page.has("NextShardIterator")) return page;
            boolean behind = page.get("MillisBehindLatest").asLong() > 0
                    || !page.get("Records").isEmpty();
            if (!behind && (shard.open() || System.nanoTime() > deadline)) return page;
            iterator = page.get("NextShardIterator").asString();
        }
    }

    private static Set<ShardReading.Child> children(JsonNode page) {
        var children = new HashSet<ShardReading.Child>();
        if (page.has("ChildShards"))
            page.get("ChildShards").forEach(child -> {
                var parents = new ArrayList<String>();
                child.get("ParentShards").forEach(parent -> parents.add(parent.asString()));
                children.add(new ShardReading.Child(child.get("ShardId").asString(), parents));
            });
        return children;
    }

    private static Stored stored(JsonNode record) {
        return new Stored(
                new BigInteger(record.get("SequenceNumber").asString()),
                record.get("PartitionKey").asString(),
                Base64.getDecoder().decode(record.get("Data").asString()));
    }

    public String iterator(String shard) throws IOException, InterruptedException {
        return calls.ask(
                        "GetShardIterator",
                        "{\"StreamName\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"TRIM_HORIZON\"}"
                                .formatted(stream, shard))
                .json()
                .get("ShardIterator")
                .asString();
    }
}
