package io.millrace.firehose.stream;

import io.millrace.firehose.destination.Destination;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery stream as it is now. Never changes: a new one replaces it in {@link DeliveryStreams}.
 *
 * @param id its number, greater than 0 and never given again
 * @param version the VersionId, 1 and then one more with every change of the destination
 * @param source where records come from, or null if they are put
 * @param failure why it could not be made or deleted
 * @param throughputHint MiB a second that its maker expects, which changes nothing here
 */
public record DeliveryStream(
        int id,
        String account,
        String name,
        String arn,
        Type type,
        Status status,
        long version,
        Instant createdAt,
        @Nullable Instant updatedAt,
        Destination destination,
        @Nullable KinesisStreamSource source,
        Encryption encryption,
        @Nullable Failure failure,
        @Nullable Integer throughputHint) {

    /** Where records come from, named as on the wire. */
    public enum Type {
        DirectPut,
        KinesisStreamAsSource
    }

    /** The states, named as on the wire. */
    public enum Status {
        CREATING,
        CREATING_FAILED,
        ACTIVE,
        DELETING,
        DELETING_FAILED
    }
}
