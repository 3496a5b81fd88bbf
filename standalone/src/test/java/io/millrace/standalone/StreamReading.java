package io.millrace.standalone;

import io.millrace.standalone.HistoryCheck.Stored;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads a stream as a consumer does. */
final class StreamReading {
    private final KinesisCalls calls;
    private final String stream;

    StreamReading(KinesisCalls calls, String stream) {
        this.calls = calls;
        this.stream = stream;
    }

    /** Everything, shard by shard, from TRIM_HORIZON until nothing is behind. */
    Map<String, List<Stored>> all() throws IOException, InterruptedException {
        var shards = new TreeMap<String, List<Stored>>();
        for (String shard : shards()) {
            var records = new ArrayList<Stored>();
            read(shard, record -> records.add(stored(record)));
            shards.put(shard, records);
        }
        return shards;
    }

    /** How many records there are, for streams that are larger than memory. */
    long count() throws IOException, InterruptedException {
        var count = new AtomicLong();
        for (String shard : shards()) read(shard, record -> count.incrementAndGet());
        return count.get();
    }

    private List<String> shards() throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        calls.ask("ListShards", "{\"StreamName\":\"%s\"}".formatted(stream))
                .json()
                .get("Shards")
                .forEach(shard -> ids.add(shard.get("ShardId").asString()));
        return ids;
    }

    private void read(String shard, Consumer<JsonNode> consumer) throws IOException, InterruptedException {
        String iterator = iterator(shard);
        while (true) {
            var page = calls.ask("GetRecords", "{\"ShardIterator\":\"%s\"}".formatted(iterator))
                    .json();
            page.get("Records").forEach(consumer);
            if (page.get("Records").isEmpty() && page.get("MillisBehindLatest").asLong() == 0) return;
            iterator = page.get("NextShardIterator").asString();
        }
    }

    private static Stored stored(JsonNode record) {
        return new Stored(
                new BigInteger(record.get("SequenceNumber").asString()),
                Base64.getDecoder().decode(record.get("Data").asString()));
    }

    String iterator(String shard) throws IOException, InterruptedException {
        return calls.ask(
                        "GetShardIterator",
                        "{\"StreamName\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"TRIM_HORIZON\"}"
                                .formatted(stream, shard))
                .json()
                .get("ShardIterator")
                .asString();
    }
}
