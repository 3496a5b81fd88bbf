package io.millrace.streams.consume;

import io.millrace.streams.shard.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of GetRecords in JSON. */
final class JsonRecordsEncoder implements RecordsEncoder {
    private static final byte[] HEAD = ascii("{\"Records\":[");

    private final AnswerBuffer out;
    private final JsonRecords records;

    JsonRecordsEncoder(Shard shard, ByteBufAllocator memory) {
        this.out = new AnswerBuffer(memory);
        this.records = new JsonRecords(shard, out::room);
        out.room(HEAD.length).writeBytes(HEAD);
    }

    @Override
    public boolean visit(
            long position, long arrivalMillis, ByteBuffer memory, int key, int keyLength, int data, int dataLength) {
        return records.visit(position, arrivalMillis, memory, key, keyLength, data, dataLength);
    }

    @Override
    public ByteBuf finish(
            @Nullable String nextShardIterator, long millisBehindLatest, List<GetRecords.ChildShard> children) {
        var tail = new StringBuilder("]");
        // An iterator is base64, shard ids and hash keys are plain: nothing in them needs an escape.
        if (nextShardIterator != null)
            tail.append(",\"NextShardIterator\":\"").append(nextShardIterator).append('"');
        tail.append(",\"MillisBehindLatest\":").append(millisBehindLatest);
        if (!children.isEmpty()) tail.append(",\"ChildShards\":").append(JsonRecords.childShards(children));
        byte[] end = ascii(tail.append('}').toString());
        out.room(end.length).writeBytes(end);
        return out.finish();
    }

    @Override
    public void release() {
        out.release();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
