package io.millrace.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.clients.Journal.Begun;
import io.millrace.clients.Journal.Delivered;
import io.millrace.clients.Journal.Ended;
import io.millrace.clients.Journal.Event;
import io.millrace.clients.Journal.Lost;
import io.millrace.clients.Journal.Saved;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What happened to the workers of one application, all together, held against what the Kinesis Client Library promises.
 *
 * @param events in the order of time
 */
record Deliveries(List<Event> events) {
    private static final Comparator<Delivered> POSITION =
            Comparator.comparing(Delivered::sequence).thenComparingLong(Delivered::sub);

    static Deliveries of(List<Worker> workers) throws IOException {
        var all = new ArrayList<Event>();
        for (var worker : workers) all.addAll(worker.journal().events());
        all.sort(Comparator.comparingLong(Event::nanos));
        return new Deliveries(all);
    }

    List<Delivered> records() {
        return events.stream()
                .filter(Delivered.class::isInstance)
                .map(Delivered.class::cast)
                .toList();
    }

    /** How many different records there are. */
    long distinct() {
        return records().stream()
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
        for (var record : records()) {
            int value = Integer.parseInt(record.value());
            int expected = next.getOrDefault(record.key(), 0);
            assertThat(value).as("%s, after %d of its key", record, expected).isLessThanOrEqualTo(expected);
            if (value == expected) next.put(record.key(), expected + 1);
        }
        assertThat(next).isEqualTo(putPerKey);
    }

    /**
     * A stay of a shard at a worker gives every record once and in order, and begins behind the last checkpoint: so only
     * what its owner before had not yet checkpointed comes again.
     */
    void repeatOnlyWhatWasNotCheckpointed() {
        var saved = new HashMap<String, BigInteger>();
        var before = new HashMap<String, Delivered>();
        var begins = new HashMap<String, BigInteger>();
        for (var event : events) {
            switch (event) {
                case Begun begun ->
                    begins.put(begun.session(), saved.getOrDefault(begun.shard(), BigInteger.ONE.negate()));
                case Delivered record -> {
                    assertThat(record.sequence())
                            .as("%s, behind the checkpoint", record)
                            .isGreaterThan(begins.getOrDefault(record.session(), BigInteger.ZERO));
                    var last = before.put(record.session(), record);
                    if (last != null)
                        assertThat(POSITION.compare(record, last))
                                .as("%s after %s", record, last)
                                .isPositive();
                }
                case Saved checkpoint -> saved.merge(checkpoint.shard(), checkpoint.sequence(), BigInteger::max);
                case Ended ignored -> {}
                case Lost ignored -> {}
            }
        }
    }

    /** No record of a shard comes before all of its parents' came at least once. */
    void giveParentsBeforeChildren(Map<String, List<String>> parents) {
        var first = new HashMap<String, Long>();
        var lastNew = new HashMap<String, Long>();
        var seen = new HashSet<BigInteger>();
        for (var record : records()) {
            first.putIfAbsent(record.shard(), record.nanos());
            if (seen.add(record.sequence())) lastNew.put(record.shard(), record.nanos());
        }
        parents.forEach((child, itsParents) -> {
            for (String parent : itsParents)
                assertThat(first.get(child)).as("%s after %s", child, parent).isGreaterThan(lastNew.get(parent));
        });
    }
}
