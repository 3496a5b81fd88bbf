package io.millrace.streams.consume;

import static java.util.stream.Collectors.joining;

import io.millrace.log.RecordVisitor;
import io.millrace.streams.shard.SequenceDigits;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The elements of a JSON list of records, written one by one from the log's memory into the network's: data in base64, the
 * arrival in seconds with three decimals. What stands around the list is its user's affair.
 */
public final class JsonRecords implements RecordVisitor {
    private static final byte[] NUMBER = ascii("{\"SequenceNumber\":\"");
    private static final byte[] ARRIVAL = ascii("\",\"ApproximateArrivalTimestamp\":");
    private static final byte[] KEY = ascii(",\"PartitionKey\":\"");
    private static final byte[] DATA = ascii("\",\"Data\":\"");
    private static final byte[] CLOSE = ascii("\"}");
    private static final byte[] HEX = ascii("0123456789abcdef");

    /** Everything of a record but key and data, with room to spare. */
    private static final int FIXED_ROOM = 192;
    /** An escaped byte takes up to six: a backslash, a u, four digits. */
    private static final int MAX_ESCAPED = 6;

    private final Shard shard;
    private final Room out;
    private final SequenceDigits number = new SequenceDigits();
    private final EncodingScratch scratch = EncodingScratch.ofThisThread();
    private boolean first = true;

    /** Where records are written to. */
    public interface Room {
        /** A buffer with room for some more bytes, to be written to at once. */
        ByteBuf of(int bytes);
    }

    /** For use by the thread that makes it. */
    public JsonRecords(Shard shard, Room out) {
        this.shard = shard;
        this.out = out;
    }

    @Override
    public boolean visit(
            long position, long arrivalMillis, ByteBuffer memory, int key, int keyLength, int data, int dataLength) {
        byte[] small = scratch.small(FIXED_ROOM + MAX_ESCAPED * keyLength);
        int at = 0;
        if (first) first = false;
        else small[at++] = ',';
        at = put(NUMBER, small, at);
        number.write(shard.createdSecond(), shard.index(), position, arrivalMillis, small, at);
        at = put(ARRIVAL, small, at + SequenceNumber.DIGITS);
        at = seconds(arrivalMillis, small, at);
        at = put(KEY, small, at);
        for (int i = key; i < key + keyLength; i++) at = escaped(memory.get(i), small, at);
        at = put(DATA, small, at);
        int characters = scratch.base64(memory, data, dataLength);
        out.of(at + characters + CLOSE.length)
                .writeBytes(small, 0, at)
                .writeBytes(scratch.encoded(), 0, characters)
                .writeBytes(CLOSE);
        return true;
    }

    /** The list of the shards that a closed one became. */
    public static String childShards(List<GetRecords.ChildShard> children) {
        return children.stream().map(JsonRecords::childShard).collect(joining(",", "[", "]"));
    }

    private static String childShard(GetRecords.ChildShard child) {
        return "{\"ShardId\":\"" + child.shardId() + "\",\"ParentShards\":"
                + child.parentShards().stream().collect(joining("\",\"", "[\"", "\"]"))
                + ",\"HashKeyRange\":{\"StartingHashKey\":\""
                + child.hashKeyRange().startingHashKey()
                + "\",\"EndingHashKey\":\"" + child.hashKeyRange().endingHashKey() + "\"}}";
    }

    private static int seconds(long millis, byte[] target, int at) {
        int length = 1;
        for (long rest = millis / 10_000; rest > 0; rest /= 10) length++;
        int end = at + length + 4;
        int fraction = (int) (millis % 1000);
        target[end - 1] = (byte) ('0' + fraction % 10);
        target[end - 2] = (byte) ('0' + fraction / 10 % 10);
        target[end - 3] = (byte) ('0' + fraction / 100);
        target[end - 4] = '.';
        long whole = millis / 1000;
        for (int i = end - 5; i >= at; i--) {
            target[i] = (byte) ('0' + whole % 10);
            whole /= 10;
        }
        return end;
    }

    private static int escaped(byte b, byte[] target, int at) {
        if (b == '"' || b == '\\') {
            target[at++] = '\\';
            target[at++] = b;
        } else if (b >= 0 && b < 0x20) {
            at = put(ascii("\\u00"), target, at);
            target[at++] = HEX[b >>> 4];
            target[at++] = HEX[b & 0xF];
        } else target[at++] = b;
        return at;
    }

    private static int put(byte[] bytes, byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
        return at + bytes.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
