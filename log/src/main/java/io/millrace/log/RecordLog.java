package io.millrace.log;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Logs of many shards with one durability point. Every engine passes the same contract tests
 * ({@code RecordLogContract} in this module's tests).
 *
 * <p>A position once given to a committed record never means another record. After a crash every committed record is
 * there, in order, and the next position is greater than every committed one. Nothing that failed ever appears.
 */
public interface RecordLog extends AutoCloseable {
    /** A handle on a shard, always the same one for a key. A shard that was never written is empty and starts at 0. */
    ShardLog shard(ShardKey key);

    /**
     * Queues a batch and returns at once; the listener hears when it is durable. Batches are committed in the order of
     * the calls of one thread, the records of a batch in their own order.
     *
     * @throws LogException with {@code OVERLOADED} or {@code CLOSED}; the listener is not called then
     */
    void append(AppendBatch batch, AppendListener listener);

    /**
     * As {@link #append}, and waits until the batch is durable.
     *
     * @throws LogException if it was not kept
     */
    default void appendAndWait(AppendBatch batch) {
        var done = new CompletableFuture<Void>();
        append(batch, new AppendListener() {
            @Override
            public void committed(AppendBatch committed) {
                done.complete(null);
            }

            @Override
            public void failed(AppendBatch lost, LogException cause) {
                done.completeExceptionally(cause);
            }
        });
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LogException cause) throw cause;
            throw e;
        }
    }

    /** Refuses all later appends to some shards, durably. Returns when that is on disk; their ends are final then. */
    void seal(Collection<ShardKey> keys);

    /** Gives back the room of records of a stream that were all committed before a time; keeps what it can't drop whole. */
    void trim(long stream, long beforeMillis);

    /**
     * Tells that nobody will read a shard's records below a position again. They can't be read from now on; their room is given
     * back in the background, and what is in the journal only is never written out. A crash may forget what was told last.
     */
    void release(ShardKey key, long position);

    /** Forgets a stream, durably, and gives back its room in the background. The number must not be used again. */
    void delete(long stream);

    /** What the log has done since it was opened, and what it holds now. */
    LogStats stats();

    /** What is stored of each stream that has anything stored, in no order. May read the ends of segments, and no records. */
    List<StoredStream> stored();

    /**
     * Compares everything that was written out by stream and shard with its checksums, on the caller's thread, while the log
     * is in use. What is in the journal only is left out. Repairs nothing and harms no reader.
     *
     * @throws IOException if the disk fails or the listener ends it
     * @throws LogException with {@code CLOSED}
     */
    void checkSegments(CheckListener listener) throws IOException;

    /** Commits what was queued, then releases everything. */
    @Override
    void close();
}
