package io.millrace.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.history.HistoryCheck.Stored;
import io.millrace.testkit.history.ShardReading.Child;
import io.millrace.testkit.history.WriteLog.RecordId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One shard that was split at the middle; the checker must notice every kind of fault. */
class LineageCheckTest {
    private static final BigInteger MIDDLE = BigInteger.ONE.shiftLeft(127);
    private static final BigInteger BELOW = MIDDLE.subtract(BigInteger.ONE);
    private static final ListedShard PARENT =
            new ListedShard("shard-0", BigInteger.ZERO, ListedShard.LAST_KEY, List.of(), false);
    private static final ListedShard LOW = new ListedShard("shard-1", BigInteger.ZERO, BELOW, List.of("shard-0"), true);
    private static final ListedShard HIGH =
            new ListedShard("shard-2", MIDDLE, ListedShard.LAST_KEY, List.of("shard-0"), true);
    private static final Set<Child> CHILDREN =
            Set.of(new Child("shard-1", List.of("shard-0")), new Child("shard-2", List.of("shard-0")));

    private static ShardReading ended(Set<Child> children, Stored... records) {
        return new ShardReading(PARENT, List.of(records), true, children);
    }

    private static ShardReading open(ListedShard shard, Stored... records) {
        return new ShardReading(shard, List.of(records), false, Set.of());
    }

    private static Stored record(int number, RecordId id) {
        return new Stored(BigInteger.valueOf(number), id.key(), id.payload());
    }

    /** Ids of one writer and one key, ascending. */
    private static List<RecordId> ids() {
        var ids = new ArrayList<RecordId>();
        for (int i = 0; ids.size() < 3; i++) {
            var id = new RecordId("w", i);
            if (id.key().equals(new RecordId("w", 0).key())) ids.add(id);
        }
        return ids;
    }

    private static ListedShard owner(RecordId id) {
        return LOW.holds(id.key()) ? LOW : HIGH;
    }

    private static ShardReading other(RecordId id, Stored... records) {
        return open(LOW.holds(id.key()) ? HIGH : LOW, records);
    }

    @Test
    void aFaultlessSplitIsFaultless() {
        var ids = ids();

        assertThat(LineageCheck.problems(List.of(
                        ended(CHILDREN, record(1, ids.get(0)), record(2, ids.get(1))),
                        open(owner(ids.get(2)), record(3, ids.get(2))),
                        other(ids.get(2)))))
                .isEmpty();
    }

    @Test
    void aHoleIsNoticed() {
        var late =
                new ListedShard("shard-2", MIDDLE.add(BigInteger.ONE), ListedShard.LAST_KEY, List.of("shard-0"), true);

        assertThat(LineageCheck.problems(List.of(ended(CHILDREN), open(LOW), open(late))))
                .anyMatch(problem -> problem.startsWith("hole before"))
                .anyMatch(problem -> problem.startsWith("its children are not all of it"));
        assertThat(LineageCheck.problems(List.of(ended(CHILDREN), open(LOW))))
                .anyMatch(problem -> problem.startsWith("hole at the end"));
    }

    @Test
    void anOverlapIsNoticed() {
        var early = new ListedShard("shard-2", BELOW, ListedShard.LAST_KEY, List.of("shard-0"), true);

        assertThat(LineageCheck.problems(List.of(ended(CHILDREN), open(LOW), open(early))))
                .anyMatch(problem -> problem.startsWith("overlap at"));
    }

    @Test
    void aShardThatDoesNotEndIsNoticed() {
        var endless = new ShardReading(PARENT, List.of(), false, Set.of());

        assertThat(LineageCheck.problems(List.of(endless, open(LOW), open(HIGH))))
                .singleElement()
                .asString()
                .startsWith("closed, and has no end");
    }

    @Test
    void wrongChildrenAreNoticed() {
        var strange = Set.of(new Child("shard-1", List.of("shard-0")), new Child("shard-2", List.of("shard-1")));

        assertThat(LineageCheck.problems(List.of(ended(strange), open(LOW), open(HIGH))))
                .singleElement()
                .asString()
                .startsWith("its end names");
    }

    @Test
    void aRecordInAnothersShardIsNoticed() {
        var id = ids().getFirst();

        assertThat(LineageCheck.problems(List.of(ended(CHILDREN), open(owner(id)), other(id, record(1, id)))))
                .singleElement()
                .asString()
                .startsWith("misplaced: 1");
    }

    @Test
    void aChildsRecordFromBeforeItsParentsIsNoticed() {
        var ids = ids();

        assertThat(LineageCheck.problems(List.of(
                        ended(CHILDREN, record(1, ids.get(1))),
                        open(owner(ids.get(0)), record(2, ids.get(0))),
                        other(ids.get(0)))))
                .singleElement()
                .asString()
                .startsWith("out of order: w-0 after");
        assertThat(LineageCheck.problems(List.of(
                        ended(CHILDREN, record(3, ids.get(0))),
                        open(owner(ids.get(1)), record(2, ids.get(1))),
                        other(ids.get(1)))))
                .singleElement()
                .asString()
                .startsWith("not above the one before it");
    }
}
