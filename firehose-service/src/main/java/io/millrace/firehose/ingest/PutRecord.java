package io.millrace.firehose.ingest;

import io.millrace.firehose.stream.DeliveryStreamName;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes one record and answers when it is on disk. */
public final class PutRecord implements Operation<PutRecord.Input, PutRecord.Output> {
    private final Ingest ingest;

    public PutRecord(Ingest ingest) {
        this.ingest = ingest;
    }

    public record Input(
            @Constraint.Required @DeliveryStreamName @Nullable
            String deliveryStreamName,

            @Constraint.Required @Nullable Entry record) {}

    /** A record; at most 1,000 KiB, and it may be empty (API reference). */
    public record Entry(
            @Constraint.Required @Constraint.Length(max = 1_024_000)
            byte @Nullable [] data) {}

    public record Output(String recordId, Boolean encrypted) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = ingest.open(Objects.requireNonNull(input.deliveryStreamName), caller);
        byte[] data = Objects.requireNonNull(Objects.requireNonNull(input.record).data);
        String id = ingest.append(stream, List.of(data)).getFirst();
        if (id == null) throw ingest.full();
        return new Output(id, false);
    }
}
