package io.millrace.streams.stream;

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

/** A row of the stream table. */
@Entity
@Table(schema = "streams", name = "stream")
class StreamEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @JdbcTypeCode(SqlTypes.CHAR)
    String accountId = "";

    String name = "";
    Instant createdAt = Instant.EPOCH;

    @Enumerated(EnumType.STRING)
    StreamStatus status = StreamStatus.CREATING;

    @Enumerated(EnumType.STRING)
    StreamMode mode = StreamMode.PROVISIONED;

    int retentionHours;
    Instant readableFrom = Instant.EPOCH;
    int maxRecordKib;

    /** As {@link io.millrace.streams.shard.Reshard} writes it. */
    @Nullable
    String reshard;

    Instant[] shardCountChanges = {};
    Instant[] modeChanges = {};
    String shardLevelMetrics = "";

    @Nullable
    Integer warmMibps;

    long peakBytes;
    long peakRecords;
    Instant peakSince = Instant.EPOCH;

    long number() {
        if (id == null) throw new IllegalStateException("a stream that was not stored has no number");
        return id;
    }
}
