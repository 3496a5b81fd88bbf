package io.millrace.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The places of the log's files where a bit can turn, found by the words that docs/log-format.md has their parts begin with,
 * as an outsider would: the log's own code is what is on trial.
 */
final class FilePlaces {
    private static final int PAGE = 4096;
    private static final int JOURNAL_HEADER = word("MRJS");
    private static final int FRAME = word("MRJF");
    private static final int CHUNK = word("MRSC");
    private static final int TRAILER = word("MRST");
    private static final int MANIFEST = word("MRMF");

    /** What both kinds of head in the journal begin with: word, version, segment, salt. */
    private static final int SHARED_HEAD_BYTES = 24;

    private static final int HEADER_BYTES = 44;
    private static final int FRAME_HEAD_BYTES = 52;
    private static final int FRAME_TABLE = 64;
    private static final int TABLE_ROW_BYTES = 48;
    private static final int CHUNK_HEAD_BYTES = 16;
    private static final int INDEX_ROW_BYTES = 32;
    private static final int TRAILER_BYTES = 64;
    private static final int TRAILER_USED_BYTES = 52;

    private final List<Place> places = new ArrayList<>();

    private FilePlaces() {}

    /** What a place is part of. */
    enum Kind {
        JOURNAL_HEADER,
        FRAME_HEAD,
        BLOCK_BODY,
        CHUNK,
        SEGMENT_INDEX,
        SEGMENT_DIRECTORY,
        SEGMENT_TRAILER,
        MANIFEST
    }

    /** Bytes of a file, the end not among them. */
    record Place(Kind kind, Path file, long from, long to) {
        /** Turns one of its bits. */
        void flip(Random random) throws IOException {
            try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
                long at = random.nextLong(from, to);
                bytes.seek(at);
                int value = bytes.read();
                bytes.seek(at);
                bytes.write(value ^ 1 << random.nextInt(8));
            }
        }
    }

    /** All places of a log that count: not the last frame, whose damage can't be told from a torn write. */
    static List<Place> of(Path log) throws IOException {
        var found = new FilePlaces();
        found.manifest(log.resolve("manifest"));
        try (var files = Files.walk(log)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jnl")) found.journal(file);
                if (name.endsWith(".seg")) found.segment(file);
            }
        }
        return found.places;
    }

    private static int word(String letters) {
        return ByteBuffer.wrap(letters.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .getInt();
    }

    private void add(Kind kind, Path file, long from, long to) {
        if (from < to) places.add(new Place(kind, file, from, to));
    }

    private void manifest(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        for (int at : new int[] {0, bytes.capacity() / 2})
            if (bytes.getInt(at) == MANIFEST)
                add(Kind.MANIFEST, file, at, at + CHUNK_HEAD_BYTES + bytes.getInt(at + 8));
    }

    private void journal(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.capacity() < 2 * PAGE || bytes.getInt(0) != JOURNAL_HEADER) return;
        // The two copies of a header are one place each; only one of a file is taken, so that they stay two places.
        add(Kind.JOURNAL_HEADER, file, 0, HEADER_BYTES);
        var frames = new ArrayList<Integer>();
        for (int at = 2 * PAGE; at + PAGE <= bytes.capacity(); at += PAGE)
            if (bytes.getInt(at) == FRAME && isOfThisUse(bytes, at)) frames.add(at);
        if (!frames.isEmpty()) frames.removeLast();
        for (int at : frames) {
            int table = FRAME_TABLE + bytes.getInt(at + 44) * TABLE_ROW_BYTES;
            add(Kind.FRAME_HEAD, file, at, at + FRAME_HEAD_BYTES);
            add(Kind.FRAME_HEAD, file, at + FRAME_TABLE, at + table);
            add(Kind.BLOCK_BODY, file, at + table, at + bytes.getInt(at + 40));
        }
    }

    /** Frames of an earlier use of the file bear another id and salt. */
    private static boolean isOfThisUse(ByteBuffer bytes, int at) {
        int shared = SHARED_HEAD_BYTES - 8;
        return bytes.slice(at + 8, shared).equals(bytes.slice(8, shared));
    }

    private void segment(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int trailer = bytes.capacity() - TRAILER_BYTES;
        if (trailer < 0 || bytes.getInt(trailer) != TRAILER) return;
        int index = Math.toIntExact(bytes.getLong(trailer + 24));
        int directory = index + bytes.getInt(trailer + 32) * INDEX_ROW_BYTES;
        for (int at = 0; at + CHUNK_HEAD_BYTES <= index && bytes.getInt(at) == CHUNK; ) {
            int end = at + CHUNK_HEAD_BYTES + bytes.getInt(at + 4);
            add(Kind.CHUNK, file, at + CHUNK_HEAD_BYTES, end);
            at = end;
        }
        add(Kind.SEGMENT_INDEX, file, index, directory);
        add(Kind.SEGMENT_DIRECTORY, file, directory, directory + bytes.getInt(trailer + 36) * TABLE_ROW_BYTES);
        add(Kind.SEGMENT_TRAILER, file, trailer, trailer + TRAILER_USED_BYTES);
    }
}
