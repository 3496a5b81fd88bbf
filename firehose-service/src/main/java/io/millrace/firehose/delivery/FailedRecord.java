package io.millrace.firehose.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A record that could not be delivered, as the bucket for such records keeps it: a line of JSON with the record and what went
 * wrong (Firehose developer guide, "Handle data delivery failures").
 *
 * @param errorCode for example {@code Lambda.FunctionError}
 * @param arrivalMillis when the record arrived, in milliseconds since 1970
 * @param endMillis when the last attempt ended, in milliseconds since 1970
 * @param more members that only some kinds of failures have, behind the others
 */
public record FailedRecord(
        String errorCode,
        String errorMessage,
        int attemptsMade,
        long arrivalMillis,
        long endMillis,
        byte[] data,
        Map<String, String> more) {
    private static final JsonFactory JSON = new JsonFactory();

    public FailedRecord(
            String errorCode, String errorMessage, int attemptsMade, long arrivalMillis, long endMillis, byte[] data) {
        this(errorCode, errorMessage, attemptsMade, arrivalMillis, endMillis, data, Map.of());
    }

    public FailedRecord {
        more = new LinkedHashMap<>(more);
    }

    /** With the line's end. */
    public byte[] line() {
        var bytes = new ByteArrayOutputStream(data.length * 4 / 3 + 256);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("rawData", Base64.getEncoder().encodeToString(data));
            json.writeStringProperty("errorCode", errorCode);
            json.writeStringProperty("errorMessage", errorMessage);
            json.writeNumberProperty("attemptsMade", attemptsMade);
            json.writeNumberProperty("arrivalTimestamp", arrivalMillis);
            json.writeNumberProperty("attemptEndingTimestamp", endMillis);
            more.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        bytes.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }
}
