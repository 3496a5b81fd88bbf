package io.millrace.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Where segments go that are kept for long: an S3-compatible bucket, or a part of one. It must be strongly consistent, as
 * Amazon S3 is: what was put is there for every later call. Any thread.
 */
public interface ObjectStore extends AutoCloseable {
    /** Stores an object whole or not at all; one of the same key is replaced. Returns when it is durable. */
    void put(String key, long bytes, Content content) throws IOException;

    /**
     * Reads part of an object until the target is full.
     *
     * @throws IOException if it can't, or the object ends before the target is full
     */
    void get(String key, long from, ByteBuffer target) throws IOException;

    /** Removes an object, if it is there. */
    void delete(String key) throws IOException;

    /** Shows the keys that start with a prefix. */
    void list(String prefix, Consumer<String> visitor) throws IOException;

    @Override
    void close();

    /** The bytes of an object, from the start each time they are asked for. */
    interface Content {
        InputStream open() throws IOException;
    }
}
