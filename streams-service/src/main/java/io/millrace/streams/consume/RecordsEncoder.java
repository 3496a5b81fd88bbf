package io.millrace.streams.consume;

import io.millrace.log.RecordVisitor;
import io.millrace.streams.shard.Shard;
import io.millrace.wire.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes the answer of GetRecords record by record, from the log's memory into the network's. */
interface RecordsEncoder extends RecordVisitor {
    static RecordsEncoder of(Protocol protocol, Shard shard, ByteBufAllocator memory) {
        return switch (protocol) {
            case JSON_1_1 -> new JsonRecordsEncoder(shard, memory);
            case CBOR_1_1 -> new CborRecordsEncoder(shard, memory);
        };
    }

    @Override
    boolean visit(
            long position, long arrivalMillis, ByteBuffer memory, int key, int keyLength, int data, int dataLength);

    /**
     * Ends the answer and gives it away.
     *
     * @param nextShardIterator null if the shard has ended
     * @param children what it became then
     */
    ByteBuf finish(@Nullable String nextShardIterator, long millisBehindLatest, List<GetRecords.ChildShard> children);

    /** Gives up. */
    void release();
}
