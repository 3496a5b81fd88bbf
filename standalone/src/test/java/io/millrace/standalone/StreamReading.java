package io.millrace.standalone;

import io.millrace.standalone.HistoryCheck.Stored;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        var listed = calls.ask("ListShards", "{\"StreamName\":\"%s\"}".formatted(stream))
                .json();
        for (var shard : listed.get("Shards")) {
            String id = shard.get("ShardId").asString();
            shards.put(id, shard(id));
        }
        return shards;
    }

    private List<Stored> shard(String shard) throws IOException, InterruptedException {
        var records = new ArrayList<Stored>();
        String iterator = iterator(shard);
        while (true) {
            var page = calls.ask("GetRecords", "{\"ShardIterator\":\"%s\"}".formatted(iterator))
                    .json();
            for (var record : page.get("Records"))
                records.add(new Stored(
                        new BigInteger(record.get("SequenceNumber").asString()),
                        Base64.getDecoder().decode(record.get("Data").asString())));
            if (page.get("Records").isEmpty() && page.get("MillisBehindLatest").asLong() == 0) return records;
            iterator = page.get("NextShardIterator").asString();
        }
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
