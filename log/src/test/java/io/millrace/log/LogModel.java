package io.millrace.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a log must hold after everything that was asked of it and answered. */
final class LogModel {
    private final Map<ShardKey, TreeMap<Long, String>> acknowledged = new HashMap<>();
    private final Map<String, Long> arrivals = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private final Set<ShardKey> sealed = new HashSet<>();
    private final Set<Long> deleting = new HashSet<>();
    private final Set<Long> deleted = new HashSet<>();
    private final Map<Long, Long> trimmed = new HashMap<>();
    private final Map<ShardKey, Long> released = new HashMap<>();
    private final Map<ShardKey, Long> highest = new HashMap<>();

    void committed(AppendBatch batch, List<String> data) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.position(i) == AppendBatch.REFUSED) failed.add(data.get(i));
            else acknowledge(batch.shard(i).key(), batch.position(i), data.get(i), batch.arrivalMillis(i));
        }
    }

    private void acknowledge(ShardKey key, long position, String data, long arrivalMillis) {
        assertThat(position).as("position in %s", key).isGreaterThan(highest.getOrDefault(key, -1L));
        highest.put(key, position);
        acknowledged.computeIfAbsent(key, k -> new TreeMap<>()).put(position, data);
        arrivals.put(data, arrivalMillis);
    }

    void failed(List<String> data) {
        failed.addAll(data);
    }

    /** Nobody was told what became of these. */
    void unknown(List<String> data) {
        unknown.addAll(data);
    }

    void sealed(ShardKey key) {
        sealed.add(key);
    }

    /** From now on it may be there or not, but whole. */
    void deleting(long stream) {
        deleting.add(stream);
    }

    void deleted(long stream) {
        deleted.add(stream);
    }

    void trimming(long stream, long beforeMillis) {
        trimmed.merge(stream, beforeMillis, Math::max);
    }

    /** What is below the position may be there or not. */
    void releasing(ShardKey key, long position) {
        released.merge(key, position, Math::max);
    }

    /** Compares a shard with what is known, and learns what became of the unknown. */
    void check(ShardLog shard) {
        var key = shard.key();
        if (deleted.contains(key.stream())) {
            assertThat(Appends.read(shard, 0)).as("deleted %s", key).isEmpty();
            return;
        }
        if (deleting.contains(key.stream()) && shard.start() == shard.end()) return;
        var expected = acknowledged.computeIfAbsent(key, k -> new TreeMap<>());
        expected.headMap(Math.min(shard.start(), released.getOrDefault(key, 0L)))
                .clear();
        var gone = expected.headMap(shard.start());
        for (var data : gone.values()) {
            assertThat(arrivals.get(data))
                    .as("trimmed from %s", key)
                    .isLessThan(trimmed.getOrDefault(key.stream(), 0L));
        }
        gone.clear();
        var found = new TreeMap<Long, String>();
        for (var record : Appends.read(shard, 0)) {
            assertThat(failed).as("what failed appeared in %s", key).doesNotContain(record.data());
            assertThat(found.put(record.position(), record.data())).isNull();
            if (unknown.remove(record.data())) {
                acknowledge(key, record.position(), record.data(), record.arrivalMillis());
            }
        }
        var lost = new TreeMap<>(expected);
        lost.keySet().removeAll(found.keySet());
        lost.headMap(released.getOrDefault(key, 0L)).clear();
        assertThat(lost.keySet()).as("positions lost in %s", key).isEmpty();
        var foreign = new TreeMap<>(found);
        foreign.entrySet().removeAll(expected.entrySet());
        assertThat(foreign.keySet())
                .as("positions of foreign records in %s", key)
                .isEmpty();
        assertThat(shard.end()).isGreaterThan(highest.getOrDefault(key, -1L));
        if (sealed.contains(key)) assertThat(shard.sealed()).isTrue();
    }

    /** After every shard was checked: what did not come back must not come later either. */
    void settled() {
        failed.addAll(new ArrayList<>(unknown));
        unknown.clear();
    }
}
