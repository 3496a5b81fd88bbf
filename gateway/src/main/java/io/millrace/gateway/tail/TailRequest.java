package io.millrace.gateway.tail;

import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be read.
 *
 * @param stream its name or its ARN
 * @param type of the starting point, as GetShardIterator knows it
 * @param timestampMillis for AT_TIMESTAMP
 * @param shardId for a sequence number
 * @param sequenceNumber for a sequence number
 * @param shards only these, or null for all
 * @param resume after which record to go on, by shard; these are read whatever the rest says
 */
record TailRequest(
        String stream,
        String type,
        @Nullable Long timestampMillis,
        @Nullable String shardId,
        @Nullable String sequenceNumber,
        @Nullable Set<String> shards,
        Map<String, String> resume) {
    private static final Set<String> TYPES =
            Set.of("LATEST", "TRIM_HORIZON", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER");

    static TailRequest of(Call call) {
        var start = call.object("start");
        String type = start.get("type") instanceof String given ? given : "LATEST";
        if (!TYPES.contains(type)) throw ConsoleError.badRequest("\"start.type\" must be one of " + TYPES + ".");
        Long timestamp = start.get("timestamp") instanceof Long millis ? millis : null;
        String shardId = start.get("shardId") instanceof String text ? text : null;
        String sequenceNumber = start.get("sequenceNumber") instanceof String text ? text : null;
        if (type.equals("AT_TIMESTAMP") && timestamp == null)
            throw ConsoleError.badRequest("\"start.timestamp\" is missing: milliseconds since 1970.");
        if (type.endsWith("SEQUENCE_NUMBER") && (shardId == null || sequenceNumber == null))
            throw ConsoleError.badRequest("\"start.shardId\" and \"start.sequenceNumber\" belong to " + type + ".");
        return new TailRequest(
                call.text("stream"), type, timestamp, shardId, sequenceNumber, shards(call), resume(call));
    }

    private static @Nullable Set<String> shards(Call call) {
        var list = call.listOrNull("shards");
        if (list == null) return null;
        var shards = new HashSet<String>();
        for (Object shard : list)
            if (shard instanceof String id) shards.add(id);
            else throw ConsoleError.badRequest("\"shards\" must be a list of texts.");
        return shards;
    }

    private static Map<String, String> resume(Call call) {
        var resume = new HashMap<String, String>();
        call.object("resume").forEach((shard, number) -> {
            if (!(number instanceof String text))
                throw ConsoleError.badRequest("\"resume\" must hold a sequence number, as a text, for each shard.");
            resume.put(String.valueOf(shard), text);
        });
        return resume;
    }

    boolean bySequenceNumber() {
        return sequenceNumber != null && type.endsWith("SEQUENCE_NUMBER");
    }

    /** The input of an operation about this stream, to be completed. */
    Map<String, @Nullable Object> input() {
        return Json.object(stream.startsWith("arn:") ? "StreamARN" : "StreamName", stream);
    }
}
