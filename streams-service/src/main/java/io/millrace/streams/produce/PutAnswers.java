package io.millrace.streams.produce;

import io.millrace.log.AppendBatch;
import io.millrace.streams.shard.SequenceDigits;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.wire.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the answers of puts, in JSON and CBOR, from parts that were made before. One for each event loop. */
final class PutAnswers {
    /** An answer's entry and its share of the frame around it. */
    private static final int ENTRY_ROOM = 192;

    private static final byte[] REFUSED_CODE = ascii("InternalFailure");
    private static final byte[] REFUSED_MESSAGE = ascii("Internal Service Failure");

    /** The records of a shard follow each other in an answer, those of others in between. */
    private static final int NUMBERS = 16;

    private final SequenceDigits[] numbers = new SequenceDigits[NUMBERS];
    private byte[] out = new byte[1024];
    private int at;

    PutAnswers() {
        Arrays.setAll(numbers, _ -> new SequenceDigits());
    }

    ByteBuf write(Put put, Protocol protocol, ByteBufAllocator memory) {
        int room = ENTRY_ROOM * (put.batch.size() + 1);
        if (out.length < room) out = new byte[room];
        at = 0;
        switch (protocol) {
            case JSON_1_1 -> json(put);
            case CBOR_1_1 -> cbor(put);
        }
        return memory.buffer(at).writeBytes(out, 0, at);
    }

    private void number(AppendBatch batch, int record, Shard owner) {
        numbers[owner.index() & NUMBERS - 1].write(
                owner.createdSecond(), owner.index(), batch.position(record), batch.arrivalMillis(record), out, at);
        at += SequenceNumber.DIGITS;
    }

    private static final byte[] JSON_HEAD = ascii("{\"FailedRecordCount\":");
    private static final byte[] JSON_RECORDS = ascii(",\"Records\":[");
    private static final byte[] JSON_NUMBER = ascii("{\"SequenceNumber\":\"");
    private static final byte[] JSON_SHARD = ascii("\",\"ShardId\":\"");
    private static final byte[] JSON_CODE = ascii("{\"ErrorCode\":\"");
    private static final byte[] JSON_MESSAGE = ascii("\",\"ErrorMessage\":\"");
    private static final byte[] JSON_CLOSE = ascii("\"}");

    private void json(Put put) {
        AppendBatch batch = put.batch;
        if (put.single()) {
            jsonEntry(put, 0);
            return;
        }
        add(JSON_HEAD);
        add(ascii(Integer.toString(batch.refused())));
        add(JSON_RECORDS);
        for (int i = 0; i < batch.size(); i++) {
            if (i > 0) out[at++] = ',';
            jsonEntry(put, i);
        }
        out[at++] = ']';
        out[at++] = '}';
    }

    private void jsonEntry(Put put, int record) {
        if (put.batch.position(record) == AppendBatch.REFUSED) {
            add(JSON_CODE);
            add(REFUSED_CODE);
            add(JSON_MESSAGE);
            add(REFUSED_MESSAGE);
        } else {
            Shard owner = put.owners[record];
            add(JSON_NUMBER);
            number(put.batch, record, owner);
            add(JSON_SHARD);
            add(owner.idBytes());
        }
        add(JSON_CLOSE);
    }

    private static final byte CBOR_MAP = (byte) 0xBF;
    private static final byte CBOR_ARRAY = (byte) 0x9F;
    private static final byte CBOR_BREAK = (byte) 0xFF;
    private static final byte[] CBOR_FAILED_COUNT = cborText("FailedRecordCount");
    private static final byte[] CBOR_RECORDS = cborText("Records");
    private static final byte[] CBOR_NUMBER = cborText("SequenceNumber");
    private static final byte[] CBOR_SHARD = cborText("ShardId");
    private static final byte[] CBOR_CODE = cborText("ErrorCode");
    private static final byte[] CBOR_MESSAGE = cborText("ErrorMessage");
    private static final byte[] CBOR_REFUSED_CODE = cborText("InternalFailure");
    private static final byte[] CBOR_REFUSED_MESSAGE = cborText("Internal Service Failure");

    private void cbor(Put put) {
        AppendBatch batch = put.batch;
        if (put.single()) {
            cborEntry(put, 0);
            return;
        }
        out[at++] = CBOR_MAP;
        add(CBOR_FAILED_COUNT);
        int refused = batch.refused();
        out[at++] = 0x19;
        out[at++] = (byte) (refused >>> 8);
        out[at++] = (byte) refused;
        add(CBOR_RECORDS);
        out[at++] = CBOR_ARRAY;
        for (int i = 0; i < batch.size(); i++) cborEntry(put, i);
        out[at++] = CBOR_BREAK;
        out[at++] = CBOR_BREAK;
    }

    private void cborEntry(Put put, int record) {
        out[at++] = CBOR_MAP;
        if (put.batch.position(record) == AppendBatch.REFUSED) {
            add(CBOR_CODE);
            add(CBOR_REFUSED_CODE);
            add(CBOR_MESSAGE);
            add(CBOR_REFUSED_MESSAGE);
        } else {
            Shard owner = put.owners[record];
            add(CBOR_NUMBER);
            out[at++] = 0x78;
            out[at++] = SequenceNumber.DIGITS;
            number(put.batch, record, owner);
            add(CBOR_SHARD);
            out[at++] = (byte) (0x60 | ShardId.LENGTH);
            add(owner.idBytes());
        }
        out[at++] = CBOR_BREAK;
    }

    private void add(byte[] bytes) {
        System.arraycopy(bytes, 0, out, at, bytes.length);
        at += bytes.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A text string with its head. */
    private static byte[] cborText(String text) {
        byte[] bytes = ascii(text);
        byte[] whole = new byte[bytes.length + (bytes.length < 24 ? 1 : 2)];
        if (bytes.length < 24) whole[0] = (byte) (0x60 | bytes.length);
        else {
            whole[0] = 0x78;
            whole[1] = (byte) bytes.length;
        }
        System.arraycopy(bytes, 0, whole, whole.length - bytes.length, bytes.length);
        return whole;
    }
}
