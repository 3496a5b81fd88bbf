package io.millrace.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.clients.Journal.Delivered;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the workers of one application were given, all together.
 *
 * @param records in the order of time
 */
record Deliveries(List<Delivered> records) {
    static Deliveries of(Collection<Delivered> records) {
        return new Deliveries(records.stream()
                .sorted(Comparator.comparingLong(Delivered::nanos))
                .toList());
    }

    /** How many different records there are. */
    long distinct() {
        return records.stream()
                .map(record -> record.key() + ":" + record.value())
                .distinct()
                .count();
    }

    /**
     * Per key the values count from 0 on. A record may come again, but nothing may be left out, and nothing may come before
     * what was put before it.
     */
    void areCompleteAndInOrder(Map<String, Integer> putPerKey) {
        var next = new HashMap<String, Integer>();
        for (var record : records) {
            int value = Integer.parseInt(record.value());
            int expected = next.getOrDefault(record.key(), 0);
            assertThat(value).as("%s, after %d of its key", record, expected).isLessThanOrEqualTo(expected);
            if (value == expected) next.put(record.key(), expected + 1);
        }
        assertThat(next).isEqualTo(putPerKey);
    }
}
