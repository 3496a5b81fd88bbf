package io.millrace.firehose.delivery;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.time.Instant;
import org.springframework.data.domain.Persistable;

/** A row of the chunk table: prepared, or delivered while an earlier one is not. */
@Entity
@Table(schema = "firehose", name = "chunk")
class ChunkEntity implements Persistable<ChunkEntity.Key> {
    /** Which chunk of which lane of which stream. */
    @Embeddable
    record Key(int streamId, int lane, long number) implements Serializable {}

    @EmbeddedId
    Key key = new Key(0, 0, 0);

    long fromPosition;
    long toPosition;
    int records;
    long bytes;
    Instant oldest = Instant.EPOCH;
    boolean delivered;
    String plan = "";

    /** Spares the question whether there is a row already, which only a repeated attempt must ask. */
    @Transient
    boolean fresh;

    static ChunkEntity of(Chunk chunk, boolean delivered, boolean fresh) {
        var row = new ChunkEntity();
        row.key = new Key(chunk.stream(), chunk.lane(), chunk.number());
        row.fromPosition = chunk.from();
        row.toPosition = chunk.to();
        row.records = chunk.records();
        row.bytes = chunk.bytes();
        row.oldest = chunk.oldest();
        row.delivered = delivered;
        row.plan = chunk.plan();
        row.fresh = fresh;
        return row;
    }

    Chunk chunk() {
        return new Chunk(key.streamId, key.lane, key.number, fromPosition, toPosition, records, bytes, oldest, plan);
    }

    @Override
    public Key getId() {
        return key;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}
