package io.millrace.gateway.signin;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A session as it is stored: by a hash, so that who reads the table can't take one over. */
@Entity
@Table(schema = "gateway", name = "console_session")
class SessionEntity {
    @Id
    @JdbcTypeCode(SqlTypes.CHAR)
    String id = "";

    String userName = "";
    Instant createdAt = Instant.EPOCH;
    Instant lastSeenAt = Instant.EPOCH;

    protected SessionEntity() {}

    SessionEntity(String id, String userName, Instant now) {
        this.id = id;
        this.userName = userName;
        this.createdAt = now;
        this.lastSeenAt = now;
    }
}
