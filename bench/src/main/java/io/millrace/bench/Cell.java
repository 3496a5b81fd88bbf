package io.millrace.bench;

import io.millrace.bench.ceiling.Level;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One thing to measure: a call, its size and its concurrency. */
enum Cell {
    PUT_100B(Call.PUT_RECORDS, Format.JSON, 500, 100, 4),
    PUT_1K(Call.PUT_RECORDS, Format.JSON, 500, 1024, 4),
    PUT_10K(Call.PUT_RECORDS, Format.JSON, 100, 10 * 1024, 4),
    PUT_1K_CBOR(Call.PUT_RECORDS, Format.CBOR, 500, 1024, 4),
    PUTRECORD_1(Call.PUT_RECORD, Format.JSON, 1, 1024, 1),
    PUTRECORD_16(Call.PUT_RECORD, Format.JSON, 1, 1024, 16),
    PUTRECORD_RATE_5000(Call.PUT_RECORD, 16, 5000),
    GET_1K(Call.GET_RECORDS, Format.JSON, 1000, 1024, 4),
    GET_1K_CBOR(Call.GET_RECORDS, Format.CBOR, 1000, 1024, 4),
    PUSH(Call.SUBSCRIBE, 1, 100),
    FANOUT_20(Call.SUBSCRIBE, 20, 100);

    enum Call {
        PUT_RECORDS("PutRecords", Level.DSYNC),
        PUT_RECORD("PutRecord", Level.DSYNC),
        GET_RECORDS("GetRecords", Level.NONE),
        /** Puts of one record, and how long after each was sent the subscribers have it. */
        SUBSCRIBE("SubscribeToShard", Level.DSYNC);

        final String operation;
        /** What a share of is honest: a put must reach the disk, a read at the tip need not. */
        final Level ceiling;

        Call(String operation, Level ceiling) {
            this.operation = operation;
            this.ceiling = ceiling;
        }
    }

    enum Format {
        JSON("application/x-amz-json-1.1"),
        CBOR("application/x-amz-cbor-1.1");

        final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }
    }

    final Call call;
    final Format format;
    final int records;
    final int recordBytes;
    /** Of a subscription: consumers. */
    final int connections;
    /** Calls that are due in a second whether the server keeps up or not; 0 for as many as it answers. */
    final int callsASecond;

    /** One record of 1 KiB a call, at a steady rate. */
    Cell(Call call, int connections, int callsASecond) {
        this(call, Format.JSON, 1, 1024, connections, callsASecond);
    }

    Cell(Call call, Format format, int records, int recordBytes, int connections) {
        this(call, format, records, recordBytes, connections, 0);
    }

    Cell(Call call, Format format, int records, int recordBytes, int connections, int callsASecond) {
        this.call = call;
        this.format = format;
        this.records = records;
        this.recordBytes = recordBytes;
        this.connections = connections;
        this.callsASecond = callsASecond;
    }

    /** As it is written on the command line: {@code put-1k-cbor}. */
    String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Cell of(String title) {
        return Arrays.stream(values())
                .filter(cell -> cell.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cell '" + title + "'; there are "
                        + Arrays.stream(values()).map(Cell::title).collect(Collectors.joining(", "))
                        + ", shards, shards-10000, split, fanout-50"));
    }
}
