package io.millrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EventFrameTest {
    @Test
    void aFrameIsMadeOfLengthsHeadersPayloadAndTwoChecksums() {
        byte[] frame = EventFrame.event("initial-response", Protocol.JSON_1_1).of("{}".getBytes(UTF_8));

        // Made by hand with Python's struct and zlib.crc32.
        assertThat(HexFormat.of().formatHex(frame))
                .isEqualTo("0000007200000060ab820d9e0b3a6576656e742d74797065070010696e697469616c2d726573706f6e73650d3a"
                        + "636f6e74656e742d7479706507001a6170706c69636174696f6e2f782d616d7a2d6a736f6e2d312e310d3a6d65"
                        + "73736167652d747970650700056576656e747b7dacae6b7d");
    }

    @Test
    void aFrameIsSealedWhereItLies() {
        var frame = EventFrame.exception("ResourceNotFoundException", Protocol.JSON_1_1);
        byte[] payload = "{\"message\":\"gone\"}".getBytes(UTF_8);
        var memory = ByteBuffer.allocateDirect(1000);
        int length = frame.headBytes() + payload.length + EventFrame.TAIL_BYTES;
        memory.put(7 + frame.headBytes(), payload);

        frame.seal(memory.slice(7, length));

        byte[] sealed = new byte[length];
        memory.get(7, sealed);
        assertThat(sealed).isEqualTo(frame.of(payload));
    }
}
