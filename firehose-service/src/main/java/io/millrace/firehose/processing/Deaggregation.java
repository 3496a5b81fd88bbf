package io.millrace.firehose.processing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes a record apart that holds several: JSON objects one behind the other, with or without white space between, or any bytes
 * with a delimiter between, which is left out.
 */
final class Deaggregation implements Step {
    /** Records that one may hold (Firehose developer guide, "Multi record deaggregation"). */
    static final int MAX_RECORDS = 500;

    private static final JsonFactory JSON = new JsonFactory();

    /** Null for JSON. */
    private final byte @Nullable [] delimiter;

    /** @param delimiter at least a byte, or null if records are JSON objects */
    Deaggregation(byte @Nullable [] delimiter) {
        this.delimiter = delimiter;
    }

    @Override
    public void apply(Item item, Consumer<Item> next) throws StepFailure {
        var parts = delimiter == null ? objects(item.data()) : split(item.data(), delimiter);
        for (byte[] part : parts) next.accept(item.withData(part));
    }

    private static List<byte[]> objects(byte[] data) throws StepFailure {
        var parts = new ArrayList<byte[]>();
        try (var json = JSON.createParser(ObjectReadContext.empty(), data)) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.START_OBJECT) throw failure("The record holds JSON that is not an object.");
                int from = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                add(Arrays.copyOfRange(data, from, (int) json.currentLocation().getByteOffset()), parts);
            }
        } catch (JacksonException e) {
            throw failure("The record is not JSON: " + e.getOriginalMessage());
        }
        return parts;
    }

    private static List<byte[]> split(byte[] data, byte[] delimiter) throws StepFailure {
        var parts = new ArrayList<byte[]>();
        int from = 0;
        for (int at = 0; at <= data.length - delimiter.length; ) {
            if (Arrays.equals(data, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                if (at > from) add(Arrays.copyOfRange(data, from, at), parts);
                at += delimiter.length;
                from = at;
            } else at++;
        }
        if (from < data.length) add(Arrays.copyOfRange(data, from, data.length), parts);
        return parts;
    }

    private static void add(byte[] part, List<byte[]> parts) throws StepFailure {
        if (parts.size() == MAX_RECORDS) throw failure("The record holds more than " + MAX_RECORDS + " records.");
        parts.add(part);
    }

    private static StepFailure failure(String message) {
        return new StepFailure(StepFailure.PROCESSING, "RecordDeAggregation.InvalidRecord", message);
    }
}
