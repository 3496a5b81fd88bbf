package io.millrace.streams.produce;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamName;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts up to 500 records and answers when all of them are on disk. A shard that takes none fails its own entries only. */
public final class PutRecords implements Operation<PutRecords.Input, PutRecords.Output> {
    private final Streams streams;
    private final Appender appender;

    public PutRecords(Streams streams, Appender appender) {
        this.streams = streams;
        this.appender = appender;
    }

    public record Input(
            @Constraint.Required @Constraint.Length(min = 1, max = 500) @Nullable
            List<PutRecordsRequestEntry> records,

            @StreamName @Nullable String streamName,
            @StreamArn @Nullable String streamARN,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {}

    public record PutRecordsRequestEntry(
            @Constraint.Required @Constraint.Length(max = 10485760)
            byte @Nullable [] data,

            @Constraint.Pattern("0|([1-9]\\d{0,38})") @Nullable
            String explicitHashKey,

            @Constraint.Required @Constraint.Length(min = 1, max = 256) @Nullable
            String partitionKey) {}

    public record Output(
            Integer failedRecordCount,
            List<PutRecordsResultEntry> records,
            @Nullable String encryptionType) {}

    public record PutRecordsResultEntry(
            @Nullable String sequenceNumber,
            @Nullable String shardId,
            @Nullable String errorCode,
            @Nullable String errorMessage) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.serving(input, caller);
        var entries = new ArrayList<Appender.Entry>();
        for (var record : Objects.requireNonNull(input.records))
            entries.add(new Appender.Entry(
                    Objects.requireNonNull(record.data),
                    Objects.requireNonNull(record.partitionKey),
                    record.explicitHashKey,
                    "records." + (entries.size() + 1) + ".member.data"));
        int failed = 0;
        var results = new ArrayList<PutRecordsResultEntry>(entries.size());
        for (var stored : appender.append(stream, entries)) {
            if (stored.sequenceNumber() != null)
                results.add(new PutRecordsResultEntry(
                        stored.sequenceNumber(), stored.shard().id(), null, null));
            else {
                failed++;
                results.add(
                        stored.throttled()
                                ? failure(
                                        "ProvisionedThroughputExceededException",
                                        ProduceErrors.rateExceeded(
                                                stored.shard().id(), stream))
                                : failure("InternalFailure", "Internal Service Failure"));
            }
        }
        return new Output(failed, results, null);
    }

    private static PutRecordsResultEntry failure(String code, String message) {
        return new PutRecordsResultEntry(null, null, code, message);
    }
}
