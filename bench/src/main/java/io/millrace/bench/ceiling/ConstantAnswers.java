package io.millrace.bench.ceiling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Base64;

/** The answers of level {@link Level#NONE}, made once: one entry of a put, 500 of them, and 1,000 records of 1 KiB. */
final class ConstantAnswers {
    private static final int RECORDS = 1000;
    private static final byte[] DATA = new byte[1024];
    private static final String KEY = "key-000000000";
    private static final String NUMBER = "49600000000000000000000000000000000000000000000000000000";

    private final ByteBuf oneEntry = put(false);
    private final ByteBuf manyEntries = put(true);
    private final ByteBuf jsonRecords = jsonRecords();
    private final ByteBuf cborRecords = cborRecords();

    ByteBuf to(String target, boolean cbor) {
        if (target.endsWith(".GetRecords")) return (cbor ? cborRecords : jsonRecords).duplicate();
        return (target.endsWith(".PutRecords") ? manyEntries : oneEntry).duplicate();
    }

    private static ByteBuf put(boolean many) {
        var answer = PutAnswer.json();
        answer.begin(many);
        for (int i = 0; i < (many ? 500 : 1); i++) answer.add(0);
        return constant(answer.finish(UnpooledByteBufAllocator.DEFAULT, many));
    }

    private static ByteBuf jsonRecords() {
        var record = "{\"ApproximateArrivalTimestamp\":1790000000.123,\"Data\":\""
                + Base64.getEncoder().encodeToString(DATA) + "\",\"PartitionKey\":\"" + KEY
                + "\",\"SequenceNumber\":\"" + NUMBER + "\"}";
        var body = "{\"MillisBehindLatest\":0,\"NextShardIterator\":\"none\",\"Records\":["
                + (record + ",").repeat(RECORDS - 1) + record + "]}";
        return answer("json", body.getBytes(US_ASCII));
    }

    private static ByteBuf cborRecords() {
        var record = new CborWriter()
                .map(4)
                .text("ApproximateArrivalTimestamp")
                .time(1_790_000_000_123L)
                .text("Data")
                .bytes(DATA)
                .text("PartitionKey")
                .text(KEY)
                .text("SequenceNumber")
                .text(NUMBER)
                .done();
        var body = new CborWriter()
                .map(3)
                .text("MillisBehindLatest")
                .number(0)
                .text("NextShardIterator")
                .text("none")
                .text("Records")
                .array(RECORDS);
        for (int i = 0; i < RECORDS; i++) body.raw(record);
        return answer("cbor", body.done());
    }

    private static ByteBuf answer(String format, byte[] body) {
        return constant(HttpAnswer.ok(
                UnpooledByteBufAllocator.DEFAULT, "application/x-amz-" + format + "-1.1", body, body.length));
    }

    /** Nobody releases it: it goes when nothing refers to it any more. */
    private static ByteBuf constant(ByteBuf answer) {
        var bytes = ByteBuffer.allocateDirect(answer.readableBytes());
        answer.readBytes(bytes).release();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes.flip()));
    }
}
