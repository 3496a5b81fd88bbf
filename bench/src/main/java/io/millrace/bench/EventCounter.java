package io.millrace.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Counts the records of a subscription from the sizes of its events: all records of a run are of one size, so their JSON
 * is too. A generator that parsed what fifty subscribers get would measure itself. Owned by its event loop, but for the
 * count, which anybody may read.
 */
final class EventCounter extends SimpleChannelInboundHandler<HttpObject> {
    private static final int PRELUDE_BYTES = 8;

    /** Hears of records as they come, on the event loop. */
    interface Listener {
        void came(int records, long atNanos);
    }

    private final int recordJsonBytes;
    private final Listener listener;
    private final ByteBuf prelude = Unpooled.buffer(PRELUDE_BYTES);
    private int left;
    private volatile long records;
    private volatile String failure = "";
    private volatile boolean begun;

    /** @param recordBytes data of each record; its key is that of {@link Bodies} */
    EventCounter(int recordBytes, Listener listener) {
        this.recordJsonBytes = recordJsonBytes(recordBytes);
        this.listener = listener;
    }

    /** A record in events and in answers of GetRecords. */
    static int recordJsonBytes(int recordBytes) {
        // Its members with a number of 56 digits, a time of 14 characters and a key of 12, and a comma.
        return "{\"SequenceNumber\":\"\",\"ApproximateArrivalTimestamp\":,\"PartitionKey\":\"\",\"Data\":\"\"},"
                        .length()
                + 56
                + 14
                + 12
                + (recordBytes + 2) / 3 * 4;
    }

    long records() {
        return records;
    }

    /** True once the first event came. */
    boolean begun() {
        return begun;
    }

    /** Why it ended early, or an empty text. */
    String failure() {
        return failure;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject object) {
        if (object instanceof HttpResponse response && response.status().code() != 200)
            failure = response.status().toString();
        if (!(object instanceof HttpContent content)) return;
        var in = content.content();
        if (!failure.isEmpty()) {
            String soFar = failure;
            failure = soFar + " " + in.toString(StandardCharsets.US_ASCII);
            return;
        }
        while (in.isReadable()) {
            if (left > 0) {
                int taken = Math.min(left, in.readableBytes());
                in.skipBytes(taken);
                left -= taken;
                if (left == 0) ended();
            } else {
                in.readBytes(prelude, Math.min(PRELUDE_BYTES - prelude.readableBytes(), in.readableBytes()));
                if (prelude.readableBytes() == PRELUDE_BYTES) left = prelude.getInt(0) - PRELUDE_BYTES;
            }
        }
    }

    private void ended() {
        int payload = prelude.getInt(0) - prelude.getInt(4) - 16;
        prelude.clear();
        int came = payload / recordJsonBytes;
        if (payload > 2) begun = true;
        if (came == 0) return;
        // One thread writes, many read.
        long before = records;
        records = before + came;
        listener.came(came, System.nanoTime());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (failure.isEmpty()) failure = "the server closed a subscription";
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause.toString();
        context.close();
    }
}
