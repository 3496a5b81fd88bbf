package io.millrace.bench.ceiling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Writes the full answer of a put: an entry of fixed size per record, in which only the last digits of the sequence
 * number and the last digit of the shard change. The event loop owns it and reuses its bytes.
 */
final class PutAnswer {
    private static final String FIRST_NUMBER = "49600000000000000000000000000000000000000000000000000000";
    private static final String SHARD = "shardId-000000000000";
    private static final int RECORDS_MAX = 500;
    private static final int FRAME_BYTES = 64;

    private final String contentType;
    private final byte[] before;
    private final byte[] entry;
    private final byte[] between;
    private final byte[] after;
    private final int numberEnd;
    private final int shardEnd;
    private final byte[] body;
    private int size;

    private PutAnswer(String format, byte[] before, byte[] entry, byte[] between, byte[] after) {
        var text = new String(entry, ISO_8859_1);
        this.contentType = "application/x-amz-" + format + "-1.1";
        this.before = before;
        this.entry = entry;
        this.between = between;
        this.after = after;
        this.numberEnd = text.indexOf(FIRST_NUMBER) + FIRST_NUMBER.length();
        this.shardEnd = text.indexOf(SHARD) + SHARD.length();
        this.body = new byte[FRAME_BYTES + RECORDS_MAX * (entry.length + 1)];
    }

    static PutAnswer json() {
        var entry = "{\"SequenceNumber\":\"" + FIRST_NUMBER + "\",\"ShardId\":\"" + SHARD + "\"}";
        return new PutAnswer(
                "json",
                "{\"FailedRecordCount\":0,\"Records\":[".getBytes(ISO_8859_1),
                entry.getBytes(ISO_8859_1),
                new byte[] {','},
                "]}".getBytes(ISO_8859_1));
    }

    static PutAnswer cbor() {
        return new PutAnswer(
                "cbor",
                new CborWriter()
                        .openMap()
                        .text("FailedRecordCount")
                        .number(0)
                        .text("Records")
                        .openArray()
                        .done(),
                new CborWriter()
                        .map(2)
                        .text("SequenceNumber")
                        .text(FIRST_NUMBER)
                        .text("ShardId")
                        .text(SHARD)
                        .done(),
                new byte[0],
                new CborWriter().end().end().done());
    }

    void begin(boolean manyRecords) {
        size = 0;
        if (manyRecords) put(before);
    }

    void add(int shard) {
        if (size > before.length) put(between);
        int digit = numberEnd - 1;
        while (entry[digit] == '9') entry[digit--] = '0';
        entry[digit]++;
        entry[shardEnd - 1] = (byte) ('0' + shard);
        put(entry);
    }

    ByteBuf finish(ByteBufAllocator allocator, boolean manyRecords) {
        if (manyRecords) put(after);
        return HttpAnswer.ok(allocator, contentType, body, size);
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, body, size, bytes.length);
        size += bytes.length;
    }
}
