package io.millrace.gateway.tail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * One answer of GetRecords, read while it comes: each record is handed on before the next is read, and of a large one only
 * the beginning is ever held. So a browser that reads slowly slows the reading down, and nothing gathers here.
 */
final class RecordsPage {
    /** More of a record is not shown. */
    static final int MAX_DATA_BYTES = 1024 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // A record of 10 MiB in base64, and more.
                    .maxStringLength(32 * 1024 * 1024)
                    .build())
            .build();

    private @Nullable String nextIterator;
    private long behindMillis;
    private int records;
    private long bytes;
    private final List<String> children = new ArrayList<>();

    /** @param data at most the first {@link #MAX_DATA_BYTES} of it */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    record Shown(String sequenceNumber, long arrivalMillis, String partitionKey, int size, byte[] data) {}

    /** Takes the records one by one. */
    interface Taker {
        void take(Shown shown) throws InterruptedException;
    }

    static RecordsPage read(InputStream body, Taker taker) throws IOException, InterruptedException {
        var page = new RecordsPage();
        try (var json = JSON.createParser(ObjectReadContext.empty(), body)) {
            page.read(json, taker);
        } catch (JacksonException e) {
            throw new IOException("the answer broke off", e);
        }
        return page;
    }

    private void read(JsonParser json, Taker taker) throws InterruptedException {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "Records" -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        var shown = record(json);
                        records++;
                        bytes += shown.size;
                        taker.take(shown);
                    }
                }
                case "NextShardIterator" -> nextIterator = json.getValueAsString();
                case "MillisBehindLatest" -> behindMillis = json.getValueAsLong();
                case "ChildShards" -> readChildren(json);
                default -> json.skipChildren();
            }
        }
    }

    private static Shown record(JsonParser json) {
        String number = "";
        String key = "";
        long arrival = 0;
        var data = new Beginning();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "SequenceNumber" -> number = json.getString();
                case "PartitionKey" -> key = json.getString();
                case "ApproximateArrivalTimestamp" -> arrival = Math.round(json.getDoubleValue() * 1_000);
                case "Data" -> json.readBinaryValue(data);
                default -> json.skipChildren();
            }
        }
        return new Shown(number, arrival, key, data.size, data.kept.toByteArray());
    }

    private void readChildren(JsonParser json) {
        while (json.nextToken() == JsonToken.START_OBJECT)
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("ShardId")) children.add(json.getString());
                else json.skipChildren();
            }
    }

    /** Null if the shard has ended. */
    @Nullable
    String nextIterator() {
        return nextIterator;
    }

    long behindMillis() {
        return behindMillis;
    }

    int records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    List<String> children() {
        return children;
    }

    /** Counts everything and keeps the beginning. */
    private static final class Beginning extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
        private int size;

        @Override
        public void write(int b) {
            if (size++ < MAX_DATA_BYTES) kept.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int room = Math.max(0, MAX_DATA_BYTES - size);
            kept.write(bytes, offset, Math.min(room, length));
            size += length;
        }
    }
}
