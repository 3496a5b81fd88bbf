package io.millrace.firehose.stream;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Where records come from, as the wire has it. */
public record SourceDescription(
        @Nullable DirectPutSourceConfiguration directPutSourceDescription,
        @Nullable KinesisStreamSourceDescription kinesisStreamSourceDescription,

        @Constraint.Name("MSKSourceDescription") @Nullable MskSourceDescription mskSourceDescription,

        @Nullable DatabaseSourceDescription databaseSourceDescription) {

    /** What there is to tell of a stream's source, or null. */
    static @Nullable SourceDescription of(DeliveryStream stream) {
        var source = stream.source();
        if (source != null)
            return new SourceDescription(
                    null,
                    new KinesisStreamSourceDescription(source.streamArn(), source.roleArn(), source.start()),
                    null,
                    null);
        return stream.throughputHint() == null
                ? null
                : new SourceDescription(new DirectPutSourceConfiguration(stream.throughputHint()), null, null, null);
    }
}
