package io.millrace.streams.fanout;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the consumer table. */
@Entity
@Table(schema = "streams", name = "consumer")
class ConsumerEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    long streamId;
    String name = "";
    Instant createdAt = Instant.EPOCH;

    @Enumerated(EnumType.STRING)
    ConsumerStatus status = ConsumerStatus.CREATING;

    long number() {
        if (id == null) throw new IllegalStateException("a consumer that was not stored has no number");
        return id;
    }
}
