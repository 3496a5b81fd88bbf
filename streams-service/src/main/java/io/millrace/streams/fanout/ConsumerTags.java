package io.millrace.streams.fanout;

import io.millrace.streams.fanout.Consumers.Registered;
import io.millrace.streams.stream.StreamTags;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionOperations;

/** The tags of consumers. */
public final class ConsumerTags {
    private final ConsumerTagRepository rows;
    private final TransactionOperations transactions;

    ConsumerTags(ConsumerTagRepository rows, TransactionOperations transactions) {
        this.rows = rows;
        this.transactions = transactions;
    }

    /** The tags of a consumer by key. */
    public SortedMap<String, String> of(long consumer) {
        var tags = new TreeMap<String, String>();
        for (var row : rows.findByKeyConsumerId(consumer)) tags.put(row.key.tagKey(), row.tagValue);
        return tags;
    }

    /** Adds tags, or changes their values, all or none. */
    public void add(Registered to, Map<String, String> tags) {
        long consumer = to.consumer().id();
        transactions.executeWithoutResult(status -> {
            StreamTags.check(to.stream().name(), to.stream().account(), tags, of(consumer));
            put(consumer, tags);
        });
    }

    /** Removes tags; those that are not there are no error. */
    public void remove(Registered from, Collection<String> keys) {
        for (String key : keys)
            StreamTags.checkCharacters(from.stream().name(), from.stream().account(), key);
        transactions.executeWithoutResult(status ->
                rows.deleteByKeyConsumerIdAndKeyTagKeyIn(from.consumer().id(), keys));
    }

    void put(long consumer, Map<String, String> tags) {
        tags.forEach((key, value) -> rows.save(new ConsumerTagEntity(new ConsumerTagEntity.Key(consumer, key), value)));
    }
}
