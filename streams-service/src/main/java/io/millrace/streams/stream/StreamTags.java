package io.millrace.streams.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.transaction.support.TransactionOperations;

/** The tags of streams, and what a tag may be. */
public final class StreamTags {
    /** Tags of a stream (API reference of AddTagsToStream). */
    static final int MAX_TAGS = 50;

    private static final Pattern FOREIGN = Pattern.compile("[^\\u00C0-\\u1FFF\\u2C00-\\uD7FF\\w./\\-=+ @%:]");

    private final TagRepository rows;
    private final TransactionOperations transactions;

    StreamTags(TagRepository rows, TransactionOperations transactions) {
        this.rows = rows;
        this.transactions = transactions;
    }

    /** The tags of a stream by key. */
    public SortedMap<String, String> of(long stream) {
        var tags = new TreeMap<String, String>();
        for (var row : rows.findByKeyStreamId(stream)) tags.put(row.key.tagKey(), row.tagValue);
        return tags;
    }

    /** Adds tags, or changes their values, all or none. */
    public void add(Stream stream, Map<String, String> tags) {
        transactions.executeWithoutResult(status -> {
            check(stream.name(), stream.account(), tags, of(stream.id()));
            put(stream.id(), tags);
        });
    }

    /** Removes tags; those that are not there are no error. */
    public void remove(Stream stream, Collection<String> keys) {
        for (String key : keys) checkCharacters(stream.name(), stream.account(), key);
        transactions.executeWithoutResult(status -> rows.deleteByKeyStreamIdAndKeyTagKeyIn(stream.id(), keys));
    }

    void put(long stream, Map<String, String> tags) {
        tags.forEach((key, value) -> rows.save(new TagEntity(new TagEntity.Key(stream, key), value)));
    }

    /** @throws io.millrace.wire.ApiException if the tags, of a stream or of what belongs to it, can't be added to those that are there */
    public static void check(String stream, String account, Map<String, String> tags, Map<String, String> present) {
        tags.forEach((key, value) -> {
            checkCharacters(stream, account, key);
            checkCharacters(stream, account, value);
        });
        var keys = new HashSet<>(present.keySet());
        keys.addAll(tags.keySet());
        if (keys.size() > MAX_TAGS)
            throw StreamErrors.invalidArgument("Failed to add tags to stream " + stream + " under account " + account
                    + " because a given stream cannot have more than " + MAX_TAGS + " tags associated with it.");
    }

    /** @throws io.millrace.wire.ApiException if a key or value has characters that tags must not have */
    public static void checkCharacters(String stream, String account, String text) {
        if (FOREIGN.matcher(text).find())
            throw StreamErrors.invalidArgument("Some tags contain invalid characters. Valid characters: "
                    + "Unicode letters, digits, white space, _ . / = + - % @ :.");
        if (text.indexOf('%') >= 0)
            throw StreamErrors.invalidArgument("Failed to add tags to stream " + stream + " under account " + account
                    + " because some tags contained illegal characters. The allowed characters are "
                    + "Unicode letters, white-spaces, '_',',','/','=','+','-','@',':'.");
    }
}
