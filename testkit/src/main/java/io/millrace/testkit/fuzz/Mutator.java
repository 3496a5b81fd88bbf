package io.millrace.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes inputs by lot: a few bits, bytes or stretches, values at the edge of what parsers expect, parts of other inputs. */
public final class Mutator {
    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_REPEAT = 20_000;

    private static final List<byte[]> EDGES = List.of(
            new byte[] {0},
            new byte[] {(byte) 0xFF},
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0x9F, (byte) 0xBF, (byte) 0x7F, (byte) 0x5F},
            new byte[] {(byte) 0x9B, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0},
            new byte[] {0x5A, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
            new byte[] {(byte) 0xC2, 0x58, 0x20},
            new byte[] {(byte) 0xFB, 0x7F, (byte) 0xF8, 0, 0, 0, 0, 0, 0},
            text("\r\n"),
            text("\n"),
            text("\""),
            text("{"),
            text("[["),
            text("]}"),
            text("-1"),
            text("99999999999999999999999999"),
            text("1e400"),
            text("NaN"),
            text("null"),
            text("true"),
            text("\\ud800"),
            text("%00"),
            text("../"),
            text(" , "),
            text("==="),
            text("Content-Length: 5\r\n"),
            text("Transfer-Encoding: chunked\r\n"));

    private final Random random;
    private final Corpus corpus;

    public Mutator(Random random, Corpus corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One of the corpus. */
    public Corpus.Input pick() {
        return corpus.inputs().get(random.nextInt(corpus.inputs().size()));
    }

    /** An input that was changed in one to four places. */
    public byte[] changed(byte[] input) {
        var bytes = input;
        for (int change = random.nextInt(MOST_CHANGES); change >= 0; change--) bytes = change(bytes);
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(8)));
        return switch (random.nextInt(7)) {
            case 0 -> flipped(bytes, at);
            case 1 -> joined(bytes, at, new byte[0], to);
            case 2 -> joined(bytes, at, EDGES.get(random.nextInt(EDGES.size())), at);
            case 3 -> joined(bytes, at, EDGES.get(random.nextInt(EDGES.size())), to);
            case 4 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
            case 5 -> repeated(bytes, at, to);
            default -> spliced(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        var result = bytes.clone();
        if (at < result.length) result[at] ^= (byte) (1 << random.nextInt(8));
        return result;
    }

    private static byte[] joined(byte[] bytes, int at, byte[] middle, int from) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(middle);
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }

    /** One in sixteen times a long run of it: depth and length are what parsers fall over. */
    private byte[] repeated(byte[] bytes, int at, int to) {
        if (random.nextInt(16) > 0 || at == to) return bytes;
        var out = new ByteArrayOutputStream();
        while (out.size() < LONGEST_REPEAT) out.write(bytes, at, to - at);
        return joined(bytes, at, out.toByteArray(), at);
    }

    private byte[] spliced(byte[] bytes, int at) {
        var other = pick().bytes();
        int from = random.nextInt(other.length + 1);
        return joined(bytes, at, Arrays.copyOfRange(other, from, other.length), bytes.length);
    }
}
