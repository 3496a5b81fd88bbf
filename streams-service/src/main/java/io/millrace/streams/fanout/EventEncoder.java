package io.millrace.streams.fanout;

import io.millrace.log.RecordVisitor;
import io.millrace.streams.consume.GetRecords;
import io.millrace.streams.consume.JsonRecords;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.millrace.wire.EventFrame;
import io.millrace.wire.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes a SubscribeToShardEvent, frame and all, record by record from the log's memory into the network's. */
final class EventEncoder implements RecordVisitor {
    private static final EventFrame FRAME = EventFrame.event("SubscribeToShardEvent", Protocol.JSON_1_1);
    private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);

    private final Shard shard;
    private final ByteBuf out;
    private final JsonRecords records;

    /** @param room a guess of the frame's size in bytes; the buffer grows beyond it */
    EventEncoder(Shard shard, ByteBufAllocator memory, int room) {
        this.shard = shard;
        this.out = memory.directBuffer(room);
        this.records = new JsonRecords(shard, _ -> out);
        out.ensureWritable(FRAME.headBytes()).writerIndex(FRAME.headBytes());
        out.writeBytes(HEAD);
    }

    @Override
    public boolean visit(
            long position, long arrivalMillis, ByteBuffer memory, int key, int keyLength, int data, int dataLength) {
        return records.visit(position, arrivalMillis, memory, key, keyLength, data, dataLength);
    }

    /**
     * Ends the event and gives its frame away.
     *
     * @param next where a subscriber goes on
     */
    ByteBuf finish(long next, long millisBehindLatest) {
        return finish("],\"ContinuationSequenceNumber\":\""
                + SequenceNumber.before(shard.createdSecond(), shard.index(), next) + "\",\"MillisBehindLatest\":"
                + millisBehindLatest + "}");
    }

    /** Ends the last event of a closed shard and gives its frame away: nothing goes on, but its children do. */
    ByteBuf finish(List<GetRecords.ChildShard> children) {
        return finish("],\"MillisBehindLatest\":0,\"ChildShards\":" + JsonRecords.childShards(children) + "}");
    }

    private ByteBuf finish(String tail) {
        out.writeCharSequence(tail, StandardCharsets.US_ASCII);
        out.writeZero(EventFrame.TAIL_BYTES);
        FRAME.seal(out.nioBuffer());
        return out;
    }

    /** Gives up. */
    void release() {
        out.release();
    }
}
