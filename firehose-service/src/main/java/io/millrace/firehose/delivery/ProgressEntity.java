package io.millrace.firehose.delivery;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** How far a lane of a delivery stream has come. */
@Entity
@Table(schema = "firehose", name = "progress")
class ProgressEntity {
    /** Which lane of which stream. */
    @Embeddable
    record Key(int streamId, int lane) implements Serializable {}

    @EmbeddedId
    Key key = new Key(0, 0);

    /** Every record before it is delivered. */
    long position;

    /** The least number that a chunk may get. */
    long nextNumber;
}
