package io.millrace.streams.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of the table of commitments. */
@Entity
@Table(schema = "streams", name = "billing_commitment")
class BillingCommitmentEntity {
    @Id
    @JdbcTypeCode(SqlTypes.CHAR)
    String accountId = "";

    Instant startedAt = Instant.EPOCH;

    @Nullable
    Instant endedAt;
}
