package io.millrace.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 answers from the bytes as they come. Of a body it keeps the first and the last bytes only, unless all
 * are asked for: a generator that copied megabytes would measure itself.
 */
final class AnswerReader {
    private static final int KEPT_BYTES = 1024;
    private static final int HEAD_BYTES_MAX = 16 * 1024;

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private final byte[] line = new byte[HEAD_BYTES_MAX];
    private final byte[] first = new byte[KEPT_BYTES];
    private final byte[] last = new byte[KEPT_BYTES];
    private final @Nullable ByteArrayOutputStream whole;
    private State state = State.HEAD;
    private boolean begun;
    private boolean chunked;
    private int lineLength;
    private long remaining;
    private int status;
    private long size;

    AnswerReader(boolean keepWhole) {
        this.whole = keepWhole ? new ByteArrayOutputStream() : null;
    }

    int status() {
        return status;
    }

    /** Bytes of the body. */
    long size() {
        return size;
    }

    /** The first and the last 1,024 bytes of the body; they overlap in a short one. */
    String ends() {
        int kept = (int) Math.min(size, KEPT_BYTES);
        return new String(first, 0, kept, ISO_8859_1) + new String(last, KEPT_BYTES - kept, kept, ISO_8859_1);
    }

    byte[] whole() {
        if (whole == null) throw new IllegalStateException("the body was not kept");
        return whole.toByteArray();
    }

    /** Takes bytes up to the end of one answer. Returns true when that end is reached. */
    boolean read(ByteBuf in) {
        while (in.isReadable()) {
            switch (state) {
                case HEAD -> {
                    if (readLine(in) && headLine()) return true;
                }
                case BODY -> {
                    if (readBody(in)) return end();
                }
                case CHUNK_SIZE -> {
                    if (readLine(in)) beginChunk();
                }
                case CHUNK -> {
                    if (readBody(in)) state = State.CHUNK_END;
                }
                case CHUNK_END -> {
                    if (readLine(in)) {
                        lineLength = 0;
                        state = State.CHUNK_SIZE;
                    }
                }
                case TRAILER -> {
                    if (readLine(in)) {
                        if (lineLength == 0) return end();
                        lineLength = 0;
                    }
                }
            }
        }
        return false;
    }

    private boolean end() {
        state = State.HEAD;
        begun = false;
        lineLength = 0;
        return true;
    }

    /** Returns true when the line is whole; the line ending is not part of it. */
    private boolean readLine(ByteBuf in) {
        while (in.isReadable()) {
            byte b = in.readByte();
            if (b == '\n') {
                if (lineLength > 0 && line[lineLength - 1] == '\r') lineLength--;
                return true;
            }
            line[lineLength++] = b;
        }
        return false;
    }

    /** Returns true when the head ends an answer without a body. */
    private boolean headLine() {
        int length = lineLength;
        lineLength = 0;
        if (!begun) {
            begun = true;
            chunked = false;
            remaining = 0;
            size = 0;
            if (whole != null) whole.reset();
            status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0';
        } else if (length == 0) {
            if (!chunked && remaining == 0) return end();
            state = chunked ? State.CHUNK_SIZE : State.BODY;
        } else if (isHeader("content-length:", length)) {
            remaining = Long.parseLong(text(length).substring(15).strip());
        } else if (isHeader("transfer-encoding:", length)) {
            chunked = true;
        }
        return false;
    }

    private boolean isHeader(String name, int length) {
        if (length < name.length()) return false;
        for (int i = 0; i < name.length(); i++) {
            if ((line[i] | 0x20) != (name.charAt(i) | 0x20)) return false;
        }
        return true;
    }

    private void beginChunk() {
        var text = text(lineLength);
        lineLength = 0;
        int extension = text.indexOf(';');
        remaining = Long.parseLong(
                extension < 0 ? text.strip() : text.substring(0, extension).strip(), 16);
        state = remaining == 0 ? State.TRAILER : State.CHUNK;
    }

    private String text(int length) {
        return new String(line, 0, length, ISO_8859_1);
    }

    private boolean readBody(ByteBuf in) {
        int arrived = (int) Math.min(remaining, in.readableBytes());
        int from = in.readerIndex();
        if (size < KEPT_BYTES) in.getBytes(from, first, (int) size, (int) Math.min(arrived, KEPT_BYTES - size));
        int atEnd = Math.min(arrived, KEPT_BYTES);
        System.arraycopy(last, atEnd, last, 0, KEPT_BYTES - atEnd);
        in.getBytes(from + arrived - atEnd, last, KEPT_BYTES - atEnd, atEnd);
        if (whole != null) {
            var bytes = new byte[arrived];
            in.getBytes(from, bytes);
            whole.writeBytes(bytes);
        }
        in.skipBytes(arrived);
        size += arrived;
        remaining -= arrived;
        return remaining == 0;
    }
}
