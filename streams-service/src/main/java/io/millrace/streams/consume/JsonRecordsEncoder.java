package io.millrace.streams.consume;

import io.millrace.streams.shard.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The answer of GetRecords in JSON. */
final class JsonRecordsEncoder implements RecordsEncoder {
    private static final byte[] HEAD = ascii("{\"Records\":[");

    private final ByteBuf out;
    private final JsonRecords records;

    JsonRecordsEncoder(Shard shard, ByteBufAllocator memory) {
        this.out = memory.buffer(1024);
        this.records = new JsonRecords(shard, out);
        out.writeBytes(HEAD);
    }

    @Override
    public boolean visit(
            long position, long arrivalMillis, ByteBuffer memory, int key, int keyLength, int data, int dataLength) {
        return records.visit(position, arrivalMillis, memory, key, keyLength, data, dataLength);
    }

    @Override
    public ByteBuf finish(String nextShardIterator, long millisBehindLatest) {
        // An iterator is base64: nothing in it needs an escape.
        out.writeBytes(ascii("],\"NextShardIterator\":\"" + nextShardIterator + "\",\"MillisBehindLatest\":"
                + millisBehindLatest + "}"));
        return out;
    }

    @Override
    public void release() {
        out.release();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
