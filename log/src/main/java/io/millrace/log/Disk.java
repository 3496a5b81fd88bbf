package io.millrace.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The only way from this engine to files, so that a test can put a disk in its place that forgets what was not synced.
 * Names are relative to the log's directory, with {@code /} between their parts. A created, renamed or deleted name is
 * durable after {@link #syncDirectory}, written bytes after {@link DiskFile#sync}; not before.
 */
interface Disk {
    /** Makes an empty file, or empties the one that is there, for writing past the page cache where that is possible. */
    DiskFile create(String name) throws IOException;

    /**
     * Opens a file that exists.
     *
     * @param access {@code DIRECT} past the page cache: whole pages only; {@code CACHED} through it: read only
     */
    DiskFile open(String name, Access access) throws IOException;

    /** The names in a directory, without the directory's; empty if there is no such directory. */
    List<String> list(String directory) throws IOException;

    /** Bytes of a file. */
    long size(String name) throws IOException;

    /** Gives a file another name; one that had the name is gone. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file or an empty directory, if it is there. */
    void delete(String name) throws IOException;

    void makeDirectory(String name) throws IOException;

    /** Makes the names in a directory durable; {@code ""} is the log's own directory. */
    void syncDirectory(String name) throws IOException;

    /** Room left for this process, in bytes. */
    long usableBytes() throws IOException;

    /**
     * Keeps other processes out until closed.
     *
     * @throws IllegalStateException if another process, or another log of this one, has the directory open
     */
    Closeable lock() throws IOException;

    /** How a file is opened. */
    enum Access {
        DIRECT,
        CACHED
    }
}
