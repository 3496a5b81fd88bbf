package io.millrace.firehose.ingest;

import io.millrace.firehose.stream.DeliveryStreamName;
import io.millrace.firehose.stream.FirehoseErrors;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes up to 500 records and answers when they are on disk. What finds no room fails by itself; the others are taken. */
public final class PutRecordBatch implements Operation<PutRecordBatch.Input, PutRecordBatch.Output> {
    /** Bytes of data in a call (API reference). */
    static final int MAX_CALL_BYTES = 4 * 1024 * 1024;

    private final Ingest ingest;

    public PutRecordBatch(Ingest ingest) {
        this.ingest = ingest;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Constraint.Required @Constraint.Length(min = 1, max = 500) @Nullable
            List<PutRecord.Entry> records) {}

    public record Output(
            Integer failedPutCount, Boolean encrypted, List<PutRecordBatchResponseEntry> requestResponses) {}

    public record PutRecordBatchResponseEntry(
            @Nullable String recordId,
            @Nullable String errorCode,
            @Nullable String errorMessage) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = ingest.open(Objects.requireNonNull(input.deliveryStreamName), caller);
        var data = new ArrayList<byte[]>();
        for (var record : Objects.requireNonNull(input.records)) data.add(Objects.requireNonNull(record.data()));
        if (data.stream().mapToLong(bytes -> bytes.length).sum() > MAX_CALL_BYTES)
            throw FirehoseErrors.invalidArgument("Records size exceeds 4 MB limit");
        int failed = 0;
        var responses = new ArrayList<PutRecordBatchResponseEntry>(data.size());
        for (var id : ingest.append(stream, data)) {
            if (id == null) failed++;
            responses.add(
                    id != null
                            ? new PutRecordBatchResponseEntry(id, null, null)
                            : new PutRecordBatchResponseEntry(null, "ServiceUnavailableException", Ingest.SLOW_DOWN));
        }
        return new Output(failed, false, responses);
    }
}
