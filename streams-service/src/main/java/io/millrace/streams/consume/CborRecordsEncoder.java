package io.millrace.streams.consume;

import io.millrace.streams.shard.SequenceDigits;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records in CBOR: data as a byte string, copied once; the arrival as tag 1 with whole milliseconds. */
final class CborRecordsEncoder implements RecordsEncoder {
    private static final int MAP = 0xBF;
    private static final int ARRAY = 0x9F;
    private static final int BREAK = 0xFF;
    private static final int BYTE_STRING = 0x40;
    private static final int TEXT_STRING = 0x60;
    private static final int SIZED_ARRAY = 0x80;
    private static final int SIZED_MAP = 0xA0;
    private static final int TAG_TIME = 0xC1;
    private static final int UNSIGNED_64 = 0x1B;

    /** Everything of a record but key and data, with room to spare. */
    private static final int FIXED_ROOM = 192;
    /** An iterator and two children. */
    private static final int TAIL_ROOM = 2 << 10;

    private static final byte[] RECORDS = name("Records");
    private static final byte[] NUMBER = name("SequenceNumber");
    private static final byte[] ARRIVAL = name("ApproximateArrivalTimestamp");
    private static final byte[] KEY = name("PartitionKey");
    private static final byte[] DATA = name("Data");

    private final Shard shard;
    private final AnswerBuffer buffer;
    private final SequenceDigits number = new SequenceDigits();
    private final EncodingScratch scratch = EncodingScratch.ofThisThread();

    CborRecordsEncoder(Shard shard, ByteBufAllocator memory) {
        this.shard = shard;
        this.buffer = new AnswerBuffer(memory);
        buffer.room(FIXED_ROOM).writeByte(MAP).writeBytes(RECORDS).writeByte(ARRAY);
    }

    @Override
    public boolean visit(
            long position, long arrivalMillis, ByteBuffer memory, int key, int keyLength, int data, int dataLength) {
        byte[] small = scratch.small(SequenceNumber.DIGITS);
        number.write(shard.createdSecond(), shard.index(), position, arrivalMillis, small, 0);
        var out = buffer.room(FIXED_ROOM + keyLength + dataLength);
        out.writeByte(MAP).writeBytes(NUMBER);
        head(out, TEXT_STRING, SequenceNumber.DIGITS);
        out.writeBytes(small, 0, SequenceNumber.DIGITS);
        out.writeBytes(ARRIVAL).writeByte(TAG_TIME).writeByte(UNSIGNED_64).writeLong(arrivalMillis);
        out.writeBytes(KEY);
        head(out, TEXT_STRING, keyLength);
        out.writeBytes(memory.slice(key, keyLength));
        out.writeBytes(DATA);
        head(out, BYTE_STRING, dataLength);
        out.writeBytes(memory.slice(data, dataLength));
        out.writeByte(BREAK);
        return true;
    }

    @Override
    public ByteBuf finish(
            @Nullable String nextShardIterator, long millisBehindLatest, List<GetRecords.ChildShard> children) {
        var out = buffer.room(TAIL_ROOM);
        out.writeByte(BREAK);
        if (nextShardIterator != null) {
            out.writeBytes(name("NextShardIterator"));
            out.writeBytes(name(nextShardIterator));
        }
        if (!children.isEmpty()) {
            out.writeBytes(name("ChildShards"));
            head(out, SIZED_ARRAY, children.size());
            for (var child : children) child(child, out);
        }
        out.writeBytes(name("MillisBehindLatest"));
        out.writeByte(UNSIGNED_64).writeLong(millisBehindLatest);
        out.writeByte(BREAK);
        return buffer.finish();
    }

    @Override
    public void release() {
        buffer.release();
    }

    private static void child(GetRecords.ChildShard child, ByteBuf out) {
        head(out, SIZED_MAP, 3);
        out.writeBytes(name("ShardId")).writeBytes(name(child.shardId()));
        out.writeBytes(name("ParentShards"));
        head(out, SIZED_ARRAY, child.parentShards().size());
        for (var parent : child.parentShards()) out.writeBytes(name(parent));
        out.writeBytes(name("HashKeyRange"));
        head(out, SIZED_MAP, 2);
        out.writeBytes(name("StartingHashKey"))
                .writeBytes(name(child.hashKeyRange().startingHashKey()));
        out.writeBytes(name("EndingHashKey"))
                .writeBytes(name(child.hashKeyRange().endingHashKey()));
    }

    private static void head(ByteBuf out, int majorType, int length) {
        if (length < 24) out.writeByte(majorType | length);
        else if (length < 1 << 8) out.writeByte(majorType | 24).writeByte(length);
        else if (length < 1 << 16) out.writeByte(majorType | 25).writeShort(length);
        else out.writeByte(majorType | 26).writeInt(length);
    }

    /** A text string of ASCII with its head. */
    private static byte[] name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuf whole = Unpooled.buffer(bytes.length + 5);
        head(whole, TEXT_STRING, bytes.length);
        whole.writeBytes(bytes);
        return ByteBufUtil.getBytes(whole);
    }
}
