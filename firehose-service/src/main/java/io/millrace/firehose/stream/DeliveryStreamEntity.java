package io.millrace.firehose.stream;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of the table of delivery streams. */
@Entity
@Table(schema = "firehose", name = "delivery_stream")
class DeliveryStreamEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Integer id;

    @JdbcTypeCode(SqlTypes.CHAR)
    String accountId = "";

    String name = "";

    @Enumerated(EnumType.STRING)
    DeliveryStream.Type type = DeliveryStream.Type.DirectPut;

    @Enumerated(EnumType.STRING)
    DeliveryStream.Status status = DeliveryStream.Status.CREATING;

    long version = 1;
    Instant createdAt = Instant.EPOCH;

    @Nullable
    Instant updatedAt;

    /** As {@link StoredDestination} writes it. */
    String destination = "";

    @Nullable
    Integer throughputHint;

    @Nullable
    String sourceArn;

    @Nullable
    String sourceRole;

    @Nullable
    Instant sourceStart;

    @Nullable
    String failureType;

    @Nullable
    String failureDetails;

    int number() {
        if (id == null) throw new IllegalStateException("a stream that was not stored has no number");
        return id;
    }
}
