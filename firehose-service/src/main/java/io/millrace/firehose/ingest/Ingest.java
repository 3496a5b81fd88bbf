package io.millrace.firehose.ingest;

import io.millrace.firehose.stream.DeliveryStream;
import io.millrace.firehose.stream.DeliveryStreams;
import io.millrace.firehose.stream.FirehoseErrors;
import io.millrace.identity.Caller;
import io.millrace.log.AppendBatch;
import io.millrace.log.LogException;
import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.wire.ApiException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts records into the log and waits until they are on disk. The log's journal is one for all delivery streams, so ten
 * thousand of them share one sync; each is a stream of the log with one shard.
 */
public final class Ingest {
    /** What a client hears that is too fast; it tries again later. */
    static final String SLOW_DOWN = "Slow down.";

    private final DeliveryStreams streams;
    private final RecordLog log;
    private final Room room;

    /** Knows how much more of a stream may wait for its delivery. */
    public interface Room {
        /** Bytes that may be accepted now; nothing is claimed by asking. */
        long left(DeliveryStream stream);
    }

    public Ingest(DeliveryStreams streams, RecordLog log, Room room) {
        this.streams = streams;
        this.log = log;
        this.room = room;
    }

    /**
     * The stream that a caller may put to.
     *
     * @throws ApiException if there is none of the name, it is not ready, or its records come from elsewhere
     */
    DeliveryStream open(String name, Caller caller) {
        var stream = streams.find(caller.account(), name);
        if (stream == null || stream.status() != DeliveryStream.Status.ACTIVE)
            throw FirehoseErrors.resourceNotFound(name, caller.account());
        if (stream.type() != DeliveryStream.Type.DirectPut)
            throw FirehoseErrors.invalidArgument(
                    "This operation is not permitted on " + stream.type() + " delivery stream type.");
        return stream;
    }

    /** The ids of records, in their order; null for one that there was no room for. */
    List<@Nullable String> append(DeliveryStream stream, List<byte[]> records) {
        var shard = log.shard(new ShardKey(stream.id(), 0));
        long left = room.left(stream);
        long taken = 0;
        int count = 0;
        for (byte[] data : records) {
            if (taken + data.length > left) break;
            taken += data.length;
            count++;
        }
        var batch = new AppendBatch(count, Math.toIntExact(taken));
        for (byte[] data : records.subList(0, count)) {
            int offset = batch.add(shard, 0, data.length);
            System.arraycopy(data, 0, batch.buffer(), offset, data.length);
        }
        if (count > 0) commit(batch);
        if (batch.refused() > 0) throw FirehoseErrors.resourceNotFound(stream.name(), stream.account());
        var ids = new ArrayList<@Nullable String>(records.size());
        for (int i = 0; i < records.size(); i++)
            ids.add(i < count ? RecordId.of(stream.id(), batch.position(i)) : null);
        return ids;
    }

    ApiException full() {
        return FirehoseErrors.serviceUnavailable(SLOW_DOWN);
    }

    private void commit(AppendBatch batch) {
        try {
            log.appendAndWait(batch);
        } catch (LogException e) {
            throw translated(e);
        }
    }

    /** What the caller may try again is told in Firehose's own error; the rest is a fault of ours. */
    private RuntimeException translated(LogException cause) {
        return switch (cause.reason()) {
            case OVERLOADED -> full();
            case DISK_FULL ->
                FirehoseErrors.serviceUnavailable(
                        "The disk is full: nothing was stored. Writes resume when there is room.");
            case CLOSED -> FirehoseErrors.serviceUnavailable("The service is shutting down.");
            case DISK_FAILED, CORRUPT -> cause;
        };
    }
}
