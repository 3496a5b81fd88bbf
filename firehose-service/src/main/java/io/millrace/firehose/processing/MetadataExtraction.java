package io.millrace.firehose.processing;

import io.millrace.jq.JqException;
import io.millrace.jq.JqObject;
import io.millrace.jq.JqQuery;
import io.millrace.jq.JqSyntaxException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds the keys of a record's partition by a query of jq 1.6, whose answer is an object with a member for each key. Strings are
 * taken as they are, numbers and booleans as JSON writes them; a key that is null, an array or an object is not there.
 */
final class MetadataExtraction implements Step {
    private final JqQuery query;
    private final Set<String> names;

    /** @param names the keys that are wanted of it */
    MetadataExtraction(String query, Set<String> names) {
        try {
            this.query = JqQuery.compile(query);
        } catch (JqSyntaxException e) {
            throw new IllegalStateException("a stream has a query that does not compile", e);
        }
        this.names = Set.copyOf(names);
    }

    @Override
    public void apply(Item item, Consumer<Item> next) throws StepFailure {
        try {
            var answer = query.first(item.data()).orElse(null);
            if (!(answer instanceof JqObject object)) throw failure("The query's answer is not an object.");
            var keys = new TreeMap<String, String>();
            for (String name : names) {
                var value = object.get(name);
                if (value == null || value.isNull()) continue;
                if (value.type().equals("array") || value.type().equals("object")) continue;
                keys.put(name, value.text());
            }
            next.accept(item.withQueryKeys(keys));
        } catch (JqException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
    }

    private static StepFailure failure(String message) {
        return new StepFailure(StepFailure.METADATA, "DynamicPartitioning.MetadataExtractionFailed", message);
    }
}
