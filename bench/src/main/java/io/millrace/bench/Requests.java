package io.millrace.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.identity.AccessKey;
import io.millrace.identity.RequestToSign;
import io.millrace.identity.SigV4Signer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/**
 * Makes whole requests, signed, as the bytes that go out. The same bytes are sent again and again: a signature holds for
 * five minutes, and a generator that signed each time would take the CPU it wants to measure.
 */
final class Requests {
    private final String host;
    private final SigV4Signer signer;

    Requests(String host, AccessKey key, String region) {
        this.host = host;
        this.signer = new SigV4Signer(key, region, "kinesis", InstantSource.system());
    }

    /** Signed now. Nobody releases the buffer: it goes when nothing refers to it any more. */
    ByteBuf signed(String operation, String contentType, byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("host", host);
        headers.put("content-type", contentType);
        headers.put("x-amz-target", "Kinesis_20131202." + operation);
        headers.putAll(signer.sign(RequestToSign.post(headers, sha256(body))));

        var head = new StringBuilder("POST / HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        var request = ByteBuffer.allocateDirect(head.length() + body.length)
                .put(head.toString().getBytes(US_ASCII))
                .put(body)
                .flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(request));
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
