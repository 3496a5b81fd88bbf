package io.millrace.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. One thread writes and syncs; any thread reads. */
interface DiskFile extends Closeable {
    /**
     * Writes what remains of a buffer.
     *
     * @param source whole pages of off-heap memory that start at a page
     * @param at a whole number of pages from the start of the file
     * @throws DiskFullException if there is no room
     */
    void write(ByteBuffer source, long at) throws IOException;

    /**
     * Reads until the buffer is full or the file ends. A file opened for direct access wants pages, as {@link #write}.
     *
     * @return how many bytes were read
     */
    int read(ByteBuffer target, long at) throws IOException;

    /** Makes everything written so far durable. After a failure nothing is known about it: don't try again. */
    void sync() throws IOException;

    /** Fills the file with zeros up to a size and makes them, and the size, durable. */
    void zero(long bytes) throws IOException;

    long size() throws IOException;
}
