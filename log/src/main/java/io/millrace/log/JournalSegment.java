package io.millrace.log;

import io.millrace.log.JournalFormat.Header;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file of the journal from the moment it is put to use until its records live elsewhere. The commit thread writes it,
 * any thread reads what was committed; {@link #enter} keeps the file from being written anew meanwhile.
 */
final class JournalSegment {
    private final String name;
    private final Header header;
    private final DiskFile file;
    private final UseCount users;
    private volatile long end;

    /** @param whenIdle gets the file when the segment is no longer needed and nobody reads it */
    JournalSegment(String name, Header header, DiskFile file, long end, Runnable whenIdle) {
        this.name = name;
        this.header = header;
        this.file = file;
        this.end = end;
        this.users = new UseCount(whenIdle);
    }

    long id() {
        return header.id();
    }

    Header header() {
        return header;
    }

    String name() {
        return name;
    }

    DiskFile file() {
        return file;
    }

    /** Where the next frame goes; after the segment is left, where its durable frames end. */
    long end() {
        return end;
    }

    void write(ByteBuffer frame) throws IOException {
        file.write(frame, end);
    }

    void sync() throws IOException {
        file.sync();
    }

    void advance(long bytes) {
        long now = end; // Only the commit thread writes it.
        end = now + bytes;
    }

    boolean enter() {
        return users.enter();
    }

    void exit() {
        users.exit();
    }

    void retire() {
        users.retire();
    }
}
