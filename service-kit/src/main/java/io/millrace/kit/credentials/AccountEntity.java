package io.millrace.kit.credentials;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An account: the owner of streams, keys and limits. */
@Entity
@Table(schema = "identity", name = "account")
class AccountEntity {
    @Id
    @JdbcTypeCode(SqlTypes.CHAR)
    String id = "";

    Instant createdAt = Instant.EPOCH;

    protected AccountEntity() {}

    AccountEntity(String id, Instant createdAt) {
        this.id = id;
        this.createdAt = createdAt;
    }
}
