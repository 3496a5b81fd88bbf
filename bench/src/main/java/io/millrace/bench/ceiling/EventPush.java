package io.millrace.bench.ceiling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The bare push: every record that became durable goes to every subscriber as an event of SubscribeToShard, over HTTP/1.1
 * in chunks, made once for all. Owned by the event loop. An event:
 *
 * <pre>
 * | 4 total bytes | 4 header bytes | 4 CRC-32 of these | headers | JSON | 4 CRC-32 of all before |
 * </pre>
 */
final class EventPush {
    private static final byte STRING = 7;
    private static final byte[] HEADERS = headers(
            ":message-type", "event",
            ":event-type", "SubscribeToShardEvent",
            ":content-type", "application/x-amz-json-1.1");
    private static final int FRAME_BYTES = 16;
    private static final String NUMBER = "49600000000000000000000000000000000000000000000000000000";

    private final List<Channel> subscribers = new ArrayList<>();
    private final StringBuilder records = new StringBuilder();

    /** Of each: a byte of length and the name, the type, two bytes of length and the value. */
    private static byte[] headers(String... namesAndValues) {
        var headers = ByteBuffer.allocate(128);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var name = namesAndValues[i].getBytes(US_ASCII);
            var value = namesAndValues[i + 1].getBytes(US_ASCII);
            headers.put((byte) name.length)
                    .put(name)
                    .put(STRING)
                    .putShort((short) value.length)
                    .put(value);
        }
        return Arrays.copyOf(headers.array(), headers.position());
    }

    boolean isWanted() {
        return !subscribers.isEmpty();
    }

    /** Answers a subscription; from then on the channel gets all records. */
    @SuppressWarnings("FutureReturnValueIgnored") // a client that went away is no concern of the ceiling
    void subscribe(Channel channel) {
        var head = String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Content-Type: application/vnd.amazon.eventstream",
                "Transfer-Encoding: chunked",
                "",
                "");
        channel.writeAndFlush(Unpooled.wrappedBuffer(Unpooled.copiedBuffer(head, US_ASCII), event("")));
        subscribers.add(channel);
        channel.closeFuture().addListener(_ -> subscribers.remove(channel));
    }

    /** A record of the request that is being read. */
    void add(byte[] body, int keyFrom, int keyTo, byte[] data, int dataFrom, int dataLength) {
        if (!records.isEmpty()) records.append(',');
        records.append("{\"SequenceNumber\":\"")
                .append(NUMBER)
                .append("\",\"ApproximateArrivalTimestamp\":1790000000.123,\"PartitionKey\":\"")
                .append(new String(body, keyFrom, keyTo - keyFrom, US_ASCII))
                .append("\",\"Data\":\"");
        var base64 = Base64.getEncoder().encode(ByteBuffer.wrap(data, dataFrom, dataLength));
        records.append(new String(base64.array(), 0, base64.limit(), US_ASCII)).append("\"}");
    }

    /** The event of the records that were added since the last one. */
    ByteBuf take() {
        var event = event(records.toString());
        records.setLength(0);
        return event;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void send(ByteBuf event) {
        for (var subscriber : subscribers)
            subscriber.writeAndFlush(event.retainedDuplicate(), subscriber.voidPromise());
        event.release();
    }

    private static ByteBuf event(String records) {
        var json = ("{\"ContinuationSequenceNumber\":\"" + NUMBER + "\",\"MillisBehindLatest\":0,\"Records\":["
                        + records + "]}")
                .getBytes(US_ASCII);
        int size = FRAME_BYTES + HEADERS.length + json.length;
        var bytes = new byte[size];
        var frame = ByteBuffer.wrap(bytes).putInt(size).putInt(HEADERS.length);
        frame.putInt(crc(bytes, frame.position())).put(HEADERS).put(json);
        frame.putInt(crc(bytes, frame.position())).flip();
        var chunk = Unpooled.directBuffer(size + FRAME_BYTES);
        ByteBufUtil.writeAscii(chunk, Integer.toHexString(size) + "\r\n");
        chunk.writeBytes(frame);
        ByteBufUtil.writeAscii(chunk, "\r\n");
        return chunk;
    }

    private static int crc(byte[] frame, int until) {
        var crc = new CRC32();
        crc.update(frame, 0, until);
        return (int) crc.getValue();
    }
}
