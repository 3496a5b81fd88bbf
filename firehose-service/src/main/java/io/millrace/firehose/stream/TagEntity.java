package io.millrace.firehose.stream;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A row of the tag table. */
@Entity(name = "FirehoseTag")
@Table(schema = "firehose", name = "tag")
class TagEntity {
    /** Which tag of which stream. */
    @Embeddable
    record Key(int streamId, String tagKey) implements Serializable {}

    @EmbeddedId
    Key key = new Key(0, "");

    @Nullable
    String tagValue;

    protected TagEntity() {}

    TagEntity(Key key, @Nullable String tagValue) {
        this.key = key;
        this.tagValue = tagValue;
    }
}
