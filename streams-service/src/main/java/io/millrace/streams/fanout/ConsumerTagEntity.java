package io.millrace.streams.fanout;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of the table of consumers' tags. */
@Entity
@Table(schema = "streams", name = "consumer_tag")
class ConsumerTagEntity {
    /** Which tag of which consumer. */
    @Embeddable
    record Key(long consumerId, String tagKey) implements Serializable {}

    @EmbeddedId
    Key key = new Key(0, "");

    String tagValue = "";

    protected ConsumerTagEntity() {}

    ConsumerTagEntity(Key key, String tagValue) {
        this.key = key;
        this.tagValue = tagValue;
    }
}
