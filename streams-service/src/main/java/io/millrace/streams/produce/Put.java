package io.millrace.streams.produce;

import io.millrace.kit.request.ApiRequest;
import io.millrace.log.AppendBatch;
import io.millrace.log.AppendListener;
import io.millrace.log.LogException;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A put between its parsing and its answer. Made and answered on one event loop; in between the log has it. Used again
 * for later puts of that loop.
 */
final class Put implements AppendListener {
    /** A batch that grew beyond this is not kept for later puts. */
    private static final int KEPT_BYTES = 1024 * 1024;

    final AppendBatch batch = new AppendBatch(PutRequest.MAX_RECORDS, 64 * 1024);
    final Shard[] owners = new Shard[PutRequest.MAX_RECORDS];
    /** Each record's hash key, in two halves; kept because a shard may close before the record reaches it. */
    final long[] hashHigh = new long[PutRequest.MAX_RECORDS];

    final long[] hashLow = new long[PutRequest.MAX_RECORDS];

    private final PutLoop loop;
    private @Nullable ApiRequest request;
    private @Nullable Stream stream;
    private boolean single;

    @Nullable
    LogException failure;

    /** True if what no shard took is not tried again. */
    boolean givenUp;

    Put(PutLoop loop) {
        this.loop = loop;
    }

    void begin(ApiRequest forRequest, Stream toStream, boolean singleRecord) {
        request = forRequest;
        stream = toStream;
        single = singleRecord;
        failure = null;
        givenUp = false;
        batch.clear();
    }

    ApiRequest request() {
        if (request == null) throw new IllegalStateException("a put at rest has no request");
        return request;
    }

    Stream stream() {
        if (stream == null) throw new IllegalStateException("a put at rest has no stream");
        return stream;
    }

    /** True for PutRecord, false for PutRecords. */
    boolean single() {
        return single;
    }

    void rest() {
        request = null;
        stream = null;
        batch.clear();
    }

    boolean worthKeeping() {
        return batch.buffer().length <= KEPT_BYTES;
    }

    @Override
    public void committed(AppendBatch committed) {
        loop.done(this);
    }

    /** Has the put answered with what was stored; the rest failed. */
    void givenUp() {
        givenUp = true;
        loop.done(this);
    }

    @Override
    public void failed(AppendBatch lost, LogException cause) {
        failure = cause;
        loop.done(this);
    }
}
