package io.millrace.log;

import java.nio.ByteBuffer;

/** Is shown records where they lie, without a copy. The memory is good until the call returns, and not to be written. */
public interface RecordVisitor {
    /**
     * Takes one record, or declines it.
     *
     * @param position the record's place in its shard; larger than that of every record before it, not always by one
     * @param arrivalMillis when it was committed, in milliseconds since 1970; never less than the record's before it
     * @param memory holds key and data; use the absolute accessors only
     * @param key where the partition key's bytes start in {@code memory}
     * @param keyLength how many they are
     * @param data where the record's data starts in {@code memory}
     * @param dataLength how many bytes it has
     * @return false if this record was not taken: reading stops before it
     */
    boolean visit(
            long position, long arrivalMillis, ByteBuffer memory, int key, int keyLength, int data, int dataLength);
}
