package io.millrace.streams.stream;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A row of the shard table. */
@Entity
@Table(schema = "streams", name = "shard")
class ShardEntity implements Persistable<ShardEntity.Key> {
    /** Which shard of which stream. */
    @Embeddable
    record Key(long streamId, int shardIndex) implements Serializable {}

    @EmbeddedId
    Key key = new Key(0, 0);

    BigInteger startHashKey = BigInteger.ZERO;
    BigInteger endHashKey = BigInteger.ZERO;
    long createdSecond;

    @Nullable
    Integer parent;

    @Nullable
    Integer adjacentParent;

    @Nullable
    Instant closedAt;

    @Transient
    private boolean isNew;

    protected ShardEntity() {}

    ShardEntity(Key key) {
        this.key = key;
        this.isNew = true;
    }

    @Override
    public Key getId() {
        return key;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }
}
