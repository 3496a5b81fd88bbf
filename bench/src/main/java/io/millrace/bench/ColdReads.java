package io.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream from its oldest record on, once, by four connections of which each takes a shard after the other: data that
 * is in no memory, neither in the server's tail cache nor in the page cache of the operating system.
 */
final class ColdReads implements LoadClient.Following {
    private static final int CONNECTIONS = 4;
    private static final int RECORDS_A_CALL = 1000;
    private static final String NEXT = "\"NextShardIterator\":\"";

    private final Requests requests;
    private final int recordJsonBytes;
    private final int recordBytes;
    private final ArrayDeque<ByteBuf> shards = new ArrayDeque<>();

    /** @param iterators at the oldest record of each shard; at least four */
    ColdReads(Requests requests, List<String> iterators, int recordBytes) {
        this.requests = requests;
        this.recordBytes = recordBytes;
        this.recordJsonBytes = EventCounter.recordJsonBytes(recordBytes);
        for (var iterator : iterators) shards.add(request(iterator));
    }

    Measurement run(LoadClient client, BenchOptions options, int secondsMax) throws InterruptedException {
        var first = List.of(shards.remove(), shards.remove(), shards.remove(), shards.remove());
        var load = new LoadClient.Load(
                first,
                this,
                CONNECTIONS,
                RECORDS_A_CALL,
                recordBytes,
                answer -> RECORDS_A_CALL - records(answer),
                Duration.ZERO,
                Duration.ofSeconds(secondsMax),
                options.pid());
        return client.run(options.server(), load);
    }

    private int records(AnswerReader answer) {
        return (int) Math.min(RECORDS_A_CALL, answer.size() / recordJsonBytes);
    }

    @Override
    public @Nullable ByteBuf after(AnswerReader answer) {
        if (answer.status() != 200 || records(answer) == 0) return shards.poll();
        var ends = answer.ends();
        int from = ends.lastIndexOf(NEXT) + NEXT.length();
        if (from < NEXT.length()) return shards.poll();
        return request(ends.substring(from, ends.indexOf('"', from)));
    }

    private ByteBuf request(String iterator) {
        var body = "{\"ShardIterator\":\"" + iterator + "\",\"Limit\":" + RECORDS_A_CALL + "}";
        return requests.signed("GetRecords", Cell.Format.JSON.contentType, body.getBytes(UTF_8));
    }
}
