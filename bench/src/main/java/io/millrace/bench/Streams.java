package io.millrace.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes, fills and deletes the streams that a run needs. */
final class Streams {
    private static final Duration ACTIVE_WITHIN = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 20;
    private static final int RECORDS_A_CALL = 500;
    private static final BigInteger HASH_KEYS = BigInteger.TWO.pow(128);

    private final ControlClient client;

    Streams(ControlClient client) {
        this.client = client;
    }

    static String randomName() {
        return "bench-"
                + HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt());
    }

    void create(String name, int shards) throws IOException, InterruptedException {
        client.call("CreateStream", "{\"StreamName\":\"%s\",\"ShardCount\":%d}".formatted(name, shards));
    }

    void awaitActive(String name) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ACTIVE_WITHIN.toNanos();
        while (!client.call("DescribeStreamSummary", "{\"StreamName\":\"" + name + "\"}")
                .text("StreamStatus")
                .equals("ACTIVE")) {
            if (System.nanoTime() > deadline) throw new IOException(name + " did not become active");
            Thread.sleep(POLL_MILLIS);
        }
    }

    void delete(String name) throws IOException, InterruptedException {
        client.call("DeleteStream", "{\"StreamName\":\"" + name + "\"}");
    }

    /** Puts that many records into each shard, by explicit hash keys in the middle of its range. */
    void fill(Requests requests, Bodies bodies, String name, int shards, int records, int recordBytes)
            throws IOException, InterruptedException {
        var range = HASH_KEYS.divide(BigInteger.valueOf(shards));
        for (int shard = 0; shard < shards; shard++) {
            var hashKey = range.multiply(BigInteger.valueOf(shard)).add(range.shiftRight(1));
            for (int done = 0; done < records; done += RECORDS_A_CALL) {
                var body = bodies.jsonPuts(
                        name, Math.min(RECORDS_A_CALL, records - done), recordBytes, hashKey.toString());
                var answer = client.send(requests.signed("PutRecords", Cell.Format.JSON.contentType, body));
                if (!answer.isGood() || !answer.text("FailedRecordCount").equals("0")) {
                    throw new IOException("the stream could not be filled: does a throttling profile hold? "
                            + answer.body()
                                    .substring(0, Math.min(200, answer.body().length())));
                }
            }
        }
    }

    /** An iterator at the oldest record of each shard. */
    List<String> iterators(String name, int shards) throws IOException, InterruptedException {
        return iterators(name, shards, "TRIM_HORIZON");
    }

    /** An iterator behind the newest record of each shard. */
    List<String> latest(String name, int shards) throws IOException, InterruptedException {
        return iterators(name, shards, "LATEST");
    }

    private List<String> iterators(String name, int shards, String type) throws IOException, InterruptedException {
        var iterators = new ArrayList<String>();
        for (int shard = 0; shard < shards; shard++) {
            var answer = client.call(
                    "GetShardIterator",
                    "{\"StreamName\":\"%s\",\"ShardId\":\"shardId-%012d\",\"ShardIteratorType\":\"%s\"}"
                            .formatted(name, shard, type));
            iterators.add(answer.text("ShardIterator"));
        }
        return iterators;
    }
}
