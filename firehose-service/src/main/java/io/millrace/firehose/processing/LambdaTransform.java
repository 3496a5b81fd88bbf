package io.millrace.firehose.processing;

import io.millrace.firehose.delivery.FailedRecord;
import io.millrace.firehose.destination.ProcessingConfiguration;
import io.millrace.firehose.function.FunctionFailure;
import io.millrace.firehose.function.Functions;
import io.millrace.firehose.stream.DeliveryStream;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a function transform records, in the contract of Firehose's developer guide ("Transform source data"). A call that fails
 * is tried again as often as the stream says; an answer that makes no sense is not, for it would be the same.
 */
final class LambdaTransform {
    private static final int DEFAULT_RETRIES = 3;
    /** Bytes of an event around the data of a record, and around all records; generous. */
    private static final int RECORD_OVERHEAD = 160;

    private static final int EVENT_OVERHEAD = 4096;
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonFactory WRITER = new JsonFactory();

    private final Functions functions;
    private final InstantSource clock;
    private final String arn;
    private final int retries;

    /** What becomes of the records. */
    interface Sink {
        void transformed(Item item);

        void failed(FailedRecord record);
    }

    LambdaTransform(ProcessingConfiguration.Processor processor, Functions functions, InstantSource clock) {
        this.functions = functions;
        this.clock = clock;
        arn = Objects.requireNonNull(processor.parameter("LambdaArn"));
        retries = number(processor.parameter("NumberOfRetries"), DEFAULT_RETRIES);
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    void apply(DeliveryStream stream, List<Item> items, Sink sink) throws InterruptedException {
        var batch = new ArrayList<Item>();
        long bytes = EVENT_OVERHEAD;
        for (var item : items) {
            long size = item.data().length * 4L / 3 + RECORD_OVERHEAD;
            if (!batch.isEmpty() && bytes + size > Functions.MAX_PAYLOAD_BYTES) {
                call(stream, batch, sink);
                batch.clear();
                bytes = EVENT_OVERHEAD;
            }
            batch.add(item);
            bytes += size;
        }
        if (!batch.isEmpty()) call(stream, batch, sink);
    }

    private void call(DeliveryStream stream, List<Item> items, Sink sink) throws InterruptedException {
        var ids = new ArrayList<String>();
        // Ids need be unique in a call only, and look to the function as Firehose's do.
        String call = UUID.randomUUID().toString().replace("-", "");
        for (int i = 0; i < items.size(); i++) ids.add(call + "%06d".formatted(i));
        byte[] event = event(stream, items, ids);
        for (int attempt = 1; ; attempt++) {
            try {
                answered(functions.invoke(arn, event), items, ids, attempt, sink);
                return;
            } catch (FunctionFailure e) {
                if (attempt > retries) {
                    String message = String.valueOf(e.getMessage());
                    for (var item : items) fail(item, e.code(), message, attempt, sink);
                    return;
                }
            }
        }
    }

    private byte[] event(DeliveryStream stream, List<Item> items, List<String> ids) {
        var bytes = new ByteArrayOutputStream();
        try (var json = WRITER.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("invocationId", UUID.randomUUID().toString());
            var source = stream.source();
            if (source != null) json.writeStringProperty("sourceKinesisStreamArn", source.streamArn());
            json.writeStringProperty("deliveryStreamArn", stream.arn());
            json.writeStringProperty("region", stream.arn().split(":", -1)[3]);
            json.writeArrayPropertyStart("records");
            for (int i = 0; i < items.size(); i++) {
                var item = items.get(i);
                json.writeStartObject();
                json.writeStringProperty("recordId", ids.get(i));
                json.writeNumberProperty("approximateArrivalTimestamp", item.arrivalMillis());
                json.writeStringProperty("data", Base64.getEncoder().encodeToString(item.data()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void answered(byte[] answer, List<Item> items, List<String> ids, int attempt, Sink sink) {
        Map<String, JsonNode> byId = new HashMap<>();
        var doubled = new HashSet<String>();
        try {
            var records = JSON.readTree(answer).path("records");
            if (!records.isArray()) {
                for (var item : items)
                    fail(item, "Lambda.InvalidReturnFormat", "The answer has no array of records.", attempt, sink);
                return;
            }
            for (var record : records) {
                String id = record.path("recordId").asString("");
                if (byId.put(id, record) != null) doubled.add(id);
            }
        } catch (JacksonException e) {
            String message = "The answer is not JSON: " + e.getOriginalMessage();
            for (var item : items) fail(item, "Lambda.JsonProcessingException", message, attempt, sink);
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            var record = byId.get(ids.get(i));
            if (record == null)
                fail(items.get(i), "Lambda.MissingRecordId", "The answer lacks the record's id.", attempt, sink);
            else if (doubled.contains(ids.get(i)))
                fail(items.get(i), "Lambda.DuplicatedRecordId", "The answer has the record's id twice.", attempt, sink);
            else answered(record, items.get(i), attempt, sink);
        }
    }

    private void answered(JsonNode record, Item item, int attempt, Sink sink) {
        switch (record.path("result").asString("")) {
            case "Dropped" -> {}
            case "ProcessingFailed" ->
                fail(item, "Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record", attempt, sink);
            case "Ok" -> {
                var data = record.path("data");
                byte[] decoded = data.isString() ? decoded(data.asString()) : null;
                if (decoded == null)
                    fail(item, "Lambda.InvalidReturnFormat", "The record has no data in base64.", attempt, sink);
                else sink.transformed(item.withData(decoded).withLambdaKeys(keys(record)));
            }
            default -> fail(item, "Lambda.InvalidReturnFormat", "The record's result is unknown.", attempt, sink);
        }
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, String> keys(JsonNode record) {
        var keys = new HashMap<String, String>();
        record.path("metadata").path("partitionKeys").properties().forEach(key -> {
            if (key.getValue().isValueNode() && !key.getValue().isNull())
                keys.put(key.getKey(), key.getValue().asString());
        });
        return keys;
    }

    private void fail(Item item, String code, String message, int attempts, Sink sink) {
        sink.failed(new FailedRecord(
                code, message, attempts, item.arrivalMillis(), clock.millis(), item.data(), Map.of("lambdaARN", arn)));
    }
}
