package io.millrace.bench.ceiling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/** Head and body of an answer in one buffer, so that they leave in one packet. */
final class HttpAnswer {
    private static final int HEAD_BYTES = 192;

    private HttpAnswer() {}

    static ByteBuf ok(ByteBufAllocator allocator, String contentType, byte[] body, int size) {
        return of(allocator, "200 OK", contentType, body, size);
    }

    static ByteBuf badRequest(ByteBufAllocator allocator, String message) {
        var body = message.getBytes(US_ASCII);
        return of(allocator, "400 Bad Request", "text/plain", body, body.length);
    }

    private static ByteBuf of(ByteBufAllocator allocator, String status, String contentType, byte[] body, int size) {
        var answer = allocator.directBuffer(HEAD_BYTES + size);
        ByteBufUtil.writeAscii(answer, "HTTP/1.1 ");
        ByteBufUtil.writeAscii(answer, status);
        ByteBufUtil.writeAscii(answer, "\r\nx-amzn-RequestId: 00000000-0000-0000-0000-000000000000\r\nContent-Type: ");
        ByteBufUtil.writeAscii(answer, contentType);
        ByteBufUtil.writeAscii(answer, "\r\nContent-Length: ");
        ByteBufUtil.writeAscii(answer, Integer.toString(size));
        ByteBufUtil.writeAscii(answer, "\r\n\r\n");
        return answer.writeBytes(body, 0, size);
    }
}
