package io.millrace.firehose.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionOperations;

/** The tags of delivery streams, and how many there may be. */
public final class StreamTags {
    /** Tags of a delivery stream (API reference of TagDeliveryStream). */
    static final int MAX_TAGS = 50;

    private final TagRepository rows;
    private final TransactionOperations transactions;

    StreamTags(TagRepository rows, TransactionOperations transactions) {
        this.rows = rows;
        this.transactions = transactions;
    }

    /** The tags of a stream in the order of their keys. */
    public NavigableMap<String, Tag> of(int stream) {
        var tags = new TreeMap<String, Tag>();
        for (var row : rows.findByKeyStreamId(stream))
            tags.put(row.key.tagKey(), new Tag(row.key.tagKey(), row.tagValue));
        return tags;
    }

    /** Adds tags, or changes their values, all or none. */
    public void add(DeliveryStream stream, List<Tag> tags) {
        checkKeys(tags);
        transactions.executeWithoutResult(status -> {
            var keys = new HashSet<>(of(stream.id()).keySet());
            for (var tag : tags) keys.add(tag.key());
            if (keys.size() > MAX_TAGS)
                throw FirehoseErrors.limitExceeded("Firehose " + stream.name() + " under account " + stream.account()
                        + " cannot have more than " + MAX_TAGS + " tags.");
            put(stream.id(), tags);
        });
    }

    /** Removes tags; those that are not there are no error. */
    public void remove(DeliveryStream stream, Collection<String> keys) {
        transactions.executeWithoutResult(status -> rows.deleteByKeyStreamIdAndKeyTagKeyIn(stream.id(), keys));
    }

    void put(int stream, List<Tag> tags) {
        for (var tag : tags)
            rows.save(new TagEntity(new TagEntity.Key(stream, String.valueOf(tag.key())), tag.value()));
    }

    /** @throws io.millrace.wire.ApiException InvalidArgumentException if two tags have one key */
    static void checkKeys(List<Tag> tags) {
        var keys = new HashSet<String>();
        for (var tag : tags)
            if (!keys.add(String.valueOf(tag.key())))
                throw FirehoseErrors.invalidArgument("Duplicate tag key " + tag.key() + ".");
    }
}
