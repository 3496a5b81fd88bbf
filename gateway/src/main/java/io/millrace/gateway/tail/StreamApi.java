package io.millrace.gateway.tail;

import io.millrace.gateway.calls.ServiceCalls;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The three operations that a tail needs, called for a user. */
final class StreamApi {
    private static final String PREFIX = "Kinesis_20131202.";

    private final ServiceCalls services;
    private final ServiceCalls.Acting user;

    /** A shard as it is listed. */
    record Shard(
            String id, @Nullable String parent, @Nullable String adjacentParent) {}

    StreamApi(ServiceCalls services, ServiceCalls.Acting user) {
        this.services = services;
        this.user = user;
    }

    /** @param openOnly false for closed ones too, as far as they have records */
    List<Shard> shards(TailRequest request, boolean openOnly) throws ServiceFault, InterruptedException {
        var shards = new ArrayList<Shard>();
        var input = request.input();
        input.put("ShardFilter", Json.object("Type", openOnly ? "AT_LATEST" : "FROM_TRIM_HORIZON"));
        while (true) {
            var page = call("ListShards", input);
            if (page.get("Shards") instanceof List<?> list)
                for (Object item : list)
                    if (item instanceof Map<?, ?> shard && shard.get("ShardId") instanceof String id)
                        shards.add(new Shard(id, text(shard, "ParentShardId"), text(shard, "AdjacentParentShardId")));
            if (!(page.get("NextToken") instanceof String next)) return shards;
            input = Json.object("NextToken", next);
        }
    }

    private static @Nullable String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : null;
    }

    /** @param point the members that name the starting point */
    String iterator(TailRequest request, String shardId, Map<String, @Nullable Object> point)
            throws ServiceFault, InterruptedException {
        var input = request.input();
        input.put("ShardId", shardId);
        input.putAll(point);
        return String.valueOf(call("GetShardIterator", input).get("ShardIterator"));
    }

    /** The body of GetRecords, to be read as it comes, and closed. */
    InputStream records(String iterator, int limit) throws ServiceFault, IOException, InterruptedException {
        byte[] input = Json.write(Json.object("ShardIterator", iterator, "Limit", limit));
        var answer = reach(() -> services.open("streams", PREFIX + "GetRecords", input, user));
        if (answer.statusCode() == 200) return answer.body();
        try (var body = answer.body()) {
            throw fault(answer.statusCode(), body.readAllBytes());
        }
    }

    private Map<String, @Nullable Object> call(String operation, Map<String, @Nullable Object> input)
            throws ServiceFault, InterruptedException {
        var reply = reach(() -> services.call("streams", PREFIX + operation, Json.write(input), user));
        if (reply.status() != 200) throw fault(reply.status(), reply.body());
        return Json.readObject(reply.body());
    }

    private interface Reaching<T> {
        T reach() throws InterruptedException;
    }

    private static <T> T reach(Reaching<T> call) throws ServiceFault, InterruptedException {
        try {
            return call.reach();
        } catch (ConsoleError e) {
            throw new ServiceFault(e.status(), e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static ServiceFault fault(int status, byte[] body) {
        try {
            var error = Json.readObject(body);
            String message = error.get("message") instanceof String text
                    ? text
                    : error.get("Message") instanceof String text ? text : "";
            return new ServiceFault(status, String.valueOf(error.get("__type")), message);
        } catch (ConsoleError e) {
            return new ServiceFault(
                    status, "ServiceUnavailable", "streams-service answered with status " + status + ".");
        }
    }
}
