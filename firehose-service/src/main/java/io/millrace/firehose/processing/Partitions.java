package io.millrace.firehose.processing;

import io.millrace.firehose.delivery.Route;
import io.millrace.firehose.destination.ExtendedS3DestinationConfiguration;
import io.millrace.firehose.prefix.InvalidPrefixException;
import io.millrace.firehose.prefix.Prefix;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the partition of a record: the keys that the prefix asks for, with their values. */
final class Partitions {
    /** Stands for a random string, which is as long, when it is only asked how long a prefix becomes. */
    private static final String AS_LONG_AS_RANDOM = "-".repeat(11);
    /** Partitions that were found lately, for the next record of each. */
    private static final int REMEMBERED = 4096;

    private final Prefix prefix;
    private final Set<Route> good = ConcurrentHashMap.newKeySet();

    Partitions(ExtendedS3DestinationConfiguration destination) {
        prefix = Prefix.parse(destination.prefix(), Prefix.Use.PREFIX);
    }

    /** The keys that a query must find. */
    Set<String> queryKeys() {
        return prefix.queryKeys();
    }

    /** @throws StepFailure if a key is missing or the prefix becomes too long */
    Route of(Item item) throws StepFailure {
        var query = only(prefix.queryKeys(), item.queryKeys());
        var lambda = only(prefix.lambdaKeys(), item.lambdaKeys());
        var route = Route.partition(query, lambda);
        if (good.contains(route)) return route;
        try {
            prefix.evaluate(
                    Instant.ofEpochMilli(item.arrivalMillis()),
                    ZoneOffset.UTC,
                    new Prefix.Values(query, lambda, null, () -> AS_LONG_AS_RANDOM));
        } catch (InvalidPrefixException e) {
            throw new StepFailure(
                    StepFailure.METADATA, "DynamicPartitioning.InvalidPartitionKey", String.valueOf(e.getMessage()));
        }
        if (good.size() >= REMEMBERED) good.clear();
        good.add(route);
        return route;
    }

    private static Map<String, String> only(Set<String> names, Map<String, String> keys) {
        var found = new TreeMap<String, String>();
        for (String name : names) {
            String value = keys.get(name);
            if (value != null) found.put(name, value);
        }
        return found;
    }
}
