package io.millrace.streams.stream;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of the tag table. */
@Entity
@Table(schema = "streams", name = "tag")
class TagEntity {
    /** Which tag of which stream. */
    @Embeddable
    record Key(long streamId, String tagKey) implements Serializable {}

    @EmbeddedId
    Key key = new Key(0, "");

    String tagValue = "";

    protected TagEntity() {}

    TagEntity(Key key, String tagValue) {
        this.key = key;
        this.tagValue = tagValue;
    }
}
