package io.millrace.kit.credentials;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An access key as it is stored: the secret only sealed. */
@Entity
@Table(schema = "identity", name = "access_key")
class AccessKeyEntity {
    @Id
    String id = "";

    @JdbcTypeCode(SqlTypes.CHAR)
    String accountId = "";

    String arn = "";
    byte[] sealedSecret = {};
    boolean active;
    Instant createdAt = Instant.EPOCH;
    String kind = KeyKind.USER.text();
    String description = "";

    protected AccessKeyEntity() {}

    AccessKeyEntity(String id, String accountId, String arn, byte[] sealedSecret, KeyKind kind, Instant createdAt) {
        this.id = id;
        this.accountId = accountId;
        this.arn = arn;
        this.sealedSecret = sealedSecret;
        this.active = true;
        this.kind = kind.text();
        this.createdAt = createdAt;
    }
}
