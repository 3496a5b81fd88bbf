package io.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** As much of a Kinesis as the generator asks for: streams by name, and answers that do not look at the records. */
final class StubKinesis implements AutoCloseable {
    /** Names of the streams that were made and not deleted. */
    final Set<String> streams = ConcurrentHashMap.newKeySet();
    /** Operations that were called. */
    final Set<String> called = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    StubKinesis() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var target = exchange.getRequestHeaders().getFirst("x-amz-target");
        var operation = target.substring(target.indexOf('.') + 1);
        called.add(operation);
        var answer = answer(operation, body).getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        if (answer.length > 0) exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String answer(String operation, String body) {
        switch (operation) {
            case "CreateStream" -> streams.add(member(body, "StreamName"));
            case "DeleteStream" -> streams.remove(member(body, "StreamName"));
            default -> {}
        }
        return switch (operation) {
            case "CreateStream", "DeleteStream" -> "";
            case "DescribeStreamSummary" -> "{\"StreamDescriptionSummary\":{\"StreamStatus\":\"ACTIVE\"}}";
            case "PutRecords" -> "{\"FailedRecordCount\":0,\"Records\":[]}";
            case "PutRecord" -> "{\"SequenceNumber\":\"1\",\"ShardId\":\"shardId-000000000000\"}";
            case "GetShardIterator" -> "{\"ShardIterator\":\"iterator\"}";
            case "GetRecords" -> "{\"Records\":[" + " ".repeat(1_400_000) + "]}";
            case "ListStreams" -> page(member(body, "ExclusiveStartStreamName"));
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private String page(String after) {
        var rest = new TreeSet<>(streams).tailSet(after, false);
        var page = rest.stream().limit(10).map(name -> '"' + name + '"').collect(Collectors.joining(","));
        return "{\"HasMoreStreams\":" + (rest.size() > 10) + ",\"StreamNames\":[" + page + "]}";
    }

    private static String member(String json, String name) {
        return new ControlClient.Answer(200, json).text(name);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
