package io.millrace.streams.consume;

import io.millrace.log.RecordVisitor;
import io.millrace.streams.shard.Shard;
import io.millrace.wire.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

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

    /** Ends the answer and gives it away. */
    ByteBuf finish(String nextShardIterator, long millisBehindLatest);

    /** Gives up. */
    void release();
}
