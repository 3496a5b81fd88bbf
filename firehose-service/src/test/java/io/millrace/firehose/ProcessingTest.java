package io.millrace.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.millrace.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What happens to records between their arrival and their object. */
class ProcessingTest extends ToBucket {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:transform";

    private HttpServer functions;
    private volatile Function<JsonNode, byte[]> function = event -> new byte[0];
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();

    @Override
    Map<String, Object> settings() {
        var settings = super.settings();
        settings.put(
                "millrace.firehose.functions.urls.transform",
                "http://127.0.0.1:" + functions.getAddress().getPort() + "/");
        settings.put(
                "millrace.firehose.functions.endpoint",
                "http://127.0.0.1:" + functions.getAddress().getPort());
        settings.put("millrace.firehose.functions.access-key-id", "AKIDFUNCTIONS");
        settings.put("millrace.firehose.functions.secret-access-key", "secret-of-functions");
        return settings;
    }

    @BeforeEach
    @Override
    void start() {
        try {
            functions = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        functions.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        functions.createContext("/", exchange -> {
            var event = JSON.readTree(exchange.getRequestBody().readAllBytes());
            events.add(event);
            paths.add(exchange.getRequestURI().getPath());
            byte[] answer = function.apply(event);
            exchange.sendResponseHeaders(answer.length == 0 ? 500 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        functions.start();
        super.start();
    }

    @AfterEach
    void stopFunctions() {
        functions.stop(0);
    }

    private static Processor processor(String type, String... parameters) {
        var all = new ArrayList<ProcessorParameter>();
        for (int i = 0; i < parameters.length; i += 2)
            all.add(ProcessorParameter.builder()
                    .parameterName(parameters[i])
                    .parameterValue(parameters[i + 1])
                    .build());
        return Processor.builder().type(type).parameters(all).build();
    }

    private String processed(Processor... processors) {
        return stream(c -> c.processingConfiguration(p -> p.enabled(true).processors(Arrays.asList(processors))));
    }

    private static Processor lambda(String... more) {
        var all = new ArrayList<>(List.of("LambdaArn", FUNCTION, "BufferIntervalInSeconds", "1"));
        all.addAll(List.of(more));
        return processor("Lambda", all.toArray(String[]::new));
    }

    /** Answers each record with what a rule makes of it: its result, and its text if it has one. */
    private static byte[] answer(JsonNode event, Function<String, List<String>> rule) {
        var answer = JSON.createObjectNode();
        ArrayNode records = answer.putArray("records");
        for (var record : event.path("records")) {
            var text = new String(Base64.getDecoder().decode(record.path("data").asString()), UTF_8);
            var becomes = rule.apply(text);
            var one = records.addObject();
            one.put("recordId", record.path("recordId").asString());
            one.put("result", becomes.getFirst());
            if (becomes.size() > 1)
                one.put(
                        "data",
                        Base64.getEncoder().encodeToString(becomes.get(1).getBytes(UTF_8)));
        }
        return JSON.writeValueAsBytes(answer);
    }

    /** Time passes until an object is there. */
    private Stored awaited(String prefix) {
        return Eventually.gives(Duration.ofSeconds(30), () -> {
            rig.service().clock().advance(Duration.ofMillis(500));
            var all = objects(prefix);
            // This store shows an object before all of it is there.
            assertThat(all)
                    .singleElement()
                    .satisfies(one -> assertThat(one.bytes()).isNotEmpty());
            return all.getFirst();
        });
    }

    /** Nothing that was put is still on its way. */
    private void processedAll(int events) {
        Eventually.holds(() -> {
            rig.service().clock().advance(Duration.ofMillis(100));
            assertThat(this.events).hasSizeGreaterThanOrEqualTo(events);
        });
    }

    private static List<JsonNode> lines(Stored object) {
        return object.text().lines().map(JSON::readTree).toList();
    }

    private static String raw(JsonNode failed) {
        return new String(Base64.getDecoder().decode(failed.path("rawData").asString()), UTF_8);
    }

    private static byte[] gzip(String text) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private void put(String stream, byte[] data) {
        rig.client().putRecord(r -> r.deliveryStreamName(stream).record(one -> one.data(SdkBytes.fromByteArray(data))));
    }

    @Test
    void recordsThatHoldSeveralJsonObjectsAreTakenApart() {
        String stream = processed(
                processor("RecordDeAggregation", "SubRecordType", "JSON"), processor("AppendDelimiterToRecord"));
        put(stream, "{\"a\":1}{\"a\":{\"b\":\"}\"}}\n {\"a\":3}");

        assertThat(awaited(stream).text()).isEqualTo("{\"a\":1}\n{\"a\":{\"b\":\"}\"}}\n{\"a\":3}\n");
    }

    @Test
    void recordsThatHoldSeveralWithADelimiterAreTakenApart() {
        String stream = processed(
                processor(
                        "RecordDeAggregation",
                        "SubRecordType",
                        "DELIMITED",
                        "Delimiter",
                        Base64.getEncoder().encodeToString("##".getBytes(UTF_8))),
                processor("AppendDelimiterToRecord"));
        put(stream, "one##two####three#");

        assertThat(awaited(stream).text()).isEqualTo("one\ntwo\nthree#\n");
    }

    @Test
    void aRecordThatCantBeTakenApartGoesToTheErrorOutputAndTheOthersOn() {
        String stream = processed(processor("RecordDeAggregation", "SubRecordType", "JSON"));
        put(stream, "{\"a\":1}", "no json", "[1]", "{\"a\":2}", "{}".repeat(501));

        assertThat(awaited(stream + "/2").text()).isEqualTo("{\"a\":1}{\"a\":2}");
        var failed = lines(awaited(stream + "/processing-failed/"));
        assertThat(failed).extracting(ProcessingTest::raw).containsExactly("no json", "[1]", "{}".repeat(501));
        assertThat(failed)
                .allSatisfy(one ->
                        assertThat(one.path("errorCode").asString()).isEqualTo("RecordDeAggregation.InvalidRecord"));
    }

    @Test
    void messagesOfCloudWatchLogsAreUnpacked() throws Exception {
        String stream = processed(
                processor("Decompression", "CompressionFormat", "GZIP"),
                processor("CloudWatchLogProcessing", "DataMessageExtraction", "true"));
        put(
                stream,
                gzip("{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logEvents\":["
                        + "{\"id\":\"1\",\"timestamp\":1,\"message\":\"first\"},"
                        + "{\"id\":\"2\",\"timestamp\":2,\"message\":\"second\",\"extra\":{\"message\":\"x\"}}]}"));
        put(stream, gzip("{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[]}"));

        assertThat(awaited(stream).text()).isEqualTo("first\nsecond\n");
    }

    @Test
    void aBombIsNotUnpacked() throws Exception {
        String stream = processed(processor("Decompression", "CompressionFormat", "GZIP"));
        put(stream, gzip("x".repeat(17 << 20)));
        put(stream, "not packed");

        var failed = lines(awaited(stream + "/processing-failed/"));

        assertThat(failed)
                .hasSize(2)
                .allSatisfy(
                        one -> assertThat(one.path("errorCode").asString()).isEqualTo("Decompression.InvalidRecord"));
    }

    @Test
    void aFunctionChangesDropsAndFailsRecords() {
        function = event -> answer(event, text -> switch (text) {
            case "drop" -> List.of("Dropped");
            case "fail" -> List.of("ProcessingFailed");
            case "empty" -> List.of("Ok");
            default -> List.of("Ok", text.toUpperCase(java.util.Locale.ROOT) + ";");
        });
        String stream = processed(lambda());
        put(stream, "a", "drop", "fail", "empty", "b");

        assertThat(awaited(stream + "/2").text()).isEqualTo("A;B;");
        var failed = lines(awaited(stream + "/processing-failed/"));
        assertThat(failed).extracting(ProcessingTest::raw).containsExactly("fail", "empty");
        assertThat(failed)
                .extracting(one -> one.path("errorCode").asString())
                .containsExactly("Lambda.ProcessingFailedStatus", "Lambda.InvalidReturnFormat");
        assertThat(failed.getFirst().path("lambdaARN").asString()).isEqualTo(FUNCTION);
        assertThat(failed.getFirst().path("attemptsMade").asInt()).isEqualTo(1);
        var event = events.getFirst();
        assertThat(event.path("deliveryStreamArn").asString()).endsWith("deliverystream/" + stream);
        assertThat(event.path("region").asString()).isEqualTo("us-east-1");
        assertThat(event.path("records")
                        .path(0)
                        .path("approximateArrivalTimestamp")
                        .asLong())
                .isPositive();
    }

    @Test
    void aFunctionWithoutAnAddressIsInvokedAsLambdas() {
        function = event -> answer(event, text -> List.of("Ok", "invoked"));
        String arn = "arn:aws:lambda:us-east-1:000000000000:function:elsewhere";
        String stream = processed(processor("Lambda", "LambdaArn", arn, "BufferIntervalInSeconds", "1"));
        put(stream, "a");

        assertThat(awaited(stream).text()).isEqualTo("invoked");
        assertThat(paths).containsExactly("/2015-03-31/functions/" + arn + "/invocations");
    }

    @Test
    void wrongIdsFailTheirRecordsOnly() {
        function = event -> {
            var answer = JSON.createObjectNode();
            var records = answer.putArray("records");
            var ids = event.path("records");
            for (String id : List.of(
                    ids.path(0).path("recordId").asString(),
                    ids.path(1).path("recordId").asString(),
                    ids.path(1).path("recordId").asString(),
                    "unknown"))
                records.addObject().put("recordId", id).put("result", "Ok").put("data", "b2s=");
            return JSON.writeValueAsBytes(answer);
        };
        String stream = processed(lambda());
        put(stream, "good", "doubled", "missing");

        assertThat(awaited(stream + "/2").text()).isEqualTo("ok");
        assertThat(lines(awaited(stream + "/processing-failed/")))
                .extracting(one -> raw(one) + " " + one.path("errorCode").asString())
                .containsExactly("doubled Lambda.DuplicatedRecordId", "missing Lambda.MissingRecordId");
    }

    @Test
    void aFunctionThatFailsIsCalledAgainAndThenItsRecordsAreFailed() {
        String stream = processed(lambda("NumberOfRetries", "2"));
        put(stream, "a");

        var failed = lines(awaited(stream + "/processing-failed/"));

        assertThat(events).hasSize(3);
        assertThat(failed.getFirst().path("errorCode").asString()).isEqualTo("Lambda.FunctionError");
        assertThat(failed.getFirst().path("attemptsMade").asInt()).isEqualTo(3);
    }

    @Test
    void anAnswerThatIsGarbageIsNotAskedForAgain() {
        function = event -> "garbage".getBytes(UTF_8);
        String stream = processed(lambda());
        put(stream, "a");

        var failed = lines(awaited(stream + "/processing-failed/"));

        assertThat(events).hasSize(1);
        assertThat(failed.getFirst().path("errorCode").asString()).isEqualTo("Lambda.JsonProcessingException");
    }

    @Test
    void whatCameInIsBackedUpAndWhatWasMadeIsDelivered() {
        function = event -> answer(event, text -> List.of("Ok", "changed"));
        String stream =
                stream(c -> c.processingConfiguration(p -> p.enabled(true).processors(lambda()))
                        .s3BackupMode("Enabled")
                        .s3BackupConfiguration(b -> b.roleARN(FirehoseRig.ROLE)
                                .bucketARN(FirehoseRig.BUCKET)
                                .prefix("backup-" + c.build().prefix())
                                .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(60))));
        put(stream, "original");

        assertThat(awaited(stream).text()).isEqualTo("changed");
        assertThat(awaited("backup-" + stream).text()).isEqualTo("original");
    }

    @Test
    void whatWasProcessedIsNotProcessedAgainAfterARestart() {
        function = event -> answer(event, text -> List.of("Ok", text + ";"));
        String stream = processed(lambda());
        put(stream, "a", "b");
        processedAll(1);
        put(stream, "c");
        processedAll(2);

        rig.close();
        rig = FirehoseRig.start(settings());
        put(stream, "d");

        Eventually.holds(Duration.ofSeconds(30), () -> {
            rig.service().clock().advance(Duration.ofMillis(500));
            var texts = new StringBuilder();
            for (var object : objects(stream)) texts.append(object.text());
            assertThat(texts.toString().split(";")).containsExactlyInAnyOrder("a", "b", "c", "d");
        });
    }

    private String partitioned(String query, Processor... more) {
        var processors = new ArrayList<>(List.of(more));
        processors.add(
                processor("MetadataExtraction", "MetadataExtractionQuery", query, "JsonParsingEngine", "JQ-1.6"));
        return stream(c -> {
            String name = c.build().prefix();
            c.prefix(name + "c=!{partitionKeyFromQuery:c}/y=!{partitionKeyFromQuery:y}/")
                    .errorOutputPrefix("errors-" + name + "!{firehose:error-output-type}/")
                    .bufferingHints(h -> h.sizeInMBs(64).intervalInSeconds(60))
                    .dynamicPartitioningConfiguration(d -> d.enabled(true))
                    .processingConfiguration(p -> p.enabled(true).processors(processors));
        });
    }

    @Test
    void recordsGoToThePartitionThatAQueryFinds() {
        String stream = partitioned(
                "{c:.customer.id, y:.at|strftime(\"%Y\")}",
                processor("AppendDelimiterToRecord"), processor("RecordDeAggregation", "SubRecordType", "JSON"));
        put(
                stream,
                "{\"customer\":{\"id\":7},\"at\":0}{\"customer\":{\"id\":\"x\"},\"at\":0}",
                "{\"customer\":{\"id\":7},\"at\":1500000000}",
                "{\"customer\":{\"id\":7},\"at\":1}");

        assertThat(awaited(stream + "/c=7/y=1970/").text())
                .isEqualTo("{\"customer\":{\"id\":7},\"at\":0}\n{\"customer\":{\"id\":7},\"at\":1}\n");
        assertThat(awaited(stream + "/c=x/y=1970/").text()).contains("\"x\"");
        assertThat(awaited(stream + "/c=7/y=2017/").text()).contains("1500000000");
    }

    @Test
    void aRecordWithoutAPartitionGoesToTheErrorOutput() {
        String stream = partitioned("{c:.c, y:.y}");
        put(stream, "{\"c\":\"a\",\"y\":1}", "{\"c\":\"a\"}", "no json", "{\"c\":\"" + "x".repeat(600) + "\",\"y\":1}");

        var failed = lines(awaited("errors-" + stream + "/metadata-extraction-failed/"));

        assertThat(failed)
                .extracting(one -> one.path("errorCode").asString())
                .containsExactly(
                        "DynamicPartitioning.InvalidPartitionKey",
                        "DynamicPartitioning.MetadataExtractionFailed",
                        "DynamicPartitioning.InvalidPartitionKey");
        assertThat(awaited(stream + "/c=a/y=1/").text()).isEqualTo("{\"c\":\"a\",\"y\":1}");
    }

    @Test
    void morePartitionsThanAreAllowedAtATimeAreNotMade() {
        String stream = partitioned("{c:.c, y:1}");
        var records = new String[500];
        for (int i = 0; i < records.length; i++) records[i] = "{\"c\":" + i + "}";
        put(stream, records);
        put(stream, "{\"c\":500}", "{\"c\":0}");

        var failed = lines(awaited("errors-" + stream + "/activePartitionExceeded/"));

        assertThat(failed).extracting(ProcessingTest::raw).containsExactly("{\"c\":500}");
        assertThat(awaited(stream + "/c=0/y=1/").text()).isEqualTo("{\"c\":0}{\"c\":0}");
    }

    @Test
    void aQueryThatDoesNotCompileIsRefused() {
        assertThatThrownBy(() -> partitioned("{c:"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("MetadataExtractionQuery");
    }
}
