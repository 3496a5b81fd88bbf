package io.millrace.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.history.HistoryCheck.Finding;
import io.millrace.testkit.history.HistoryCheck.Stored;
import io.millrace.testkit.history.WriteLog.RecordId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker of the fault tests must notice every kind of fault, or its silence would mean nothing. */
class HistoryCheckTest {
    private static final String SHARD = "shardId-000000000000";

    private final WriteLog log = new WriteLog();
    private final HistoryCheck check = new HistoryCheck(log);
    private final List<Stored> stored = new ArrayList<>();

    @BeforeEach
    void writeFive() {
        for (int i = 0; i < 5; i++) acknowledged(i);
    }

    private void acknowledged(int count) {
        var id = new RecordId("w", count);
        log.attempt(id);
        log.acknowledge(id, SHARD, number(count));
        stored.add(stored(100 + count, id));
    }

    private static BigInteger number(int count) {
        return BigInteger.valueOf(100 + count);
    }

    private static Stored stored(long number, RecordId id) {
        return new Stored(BigInteger.valueOf(number), id.key(), id.payload());
    }

    private List<Finding> problems() {
        return check.problems(Map.of(SHARD, List.copyOf(stored)));
    }

    @Test
    void aFaultlessHistoryIsFaultless() {
        assertThat(problems()).isEmpty();
        acknowledged(5);
        assertThat(problems()).isEmpty();
    }

    @Test
    void aLostRecordIsNoticed() {
        stored.remove(2);

        assertThat(problems()).singleElement().asString().startsWith("lost: w-2");
    }

    @Test
    void aLostEndIsNoticed() {
        stored.removeLast();

        assertThat(problems()).singleElement().asString().startsWith("lost: w-4");
    }

    @Test
    void aDoubledRecordIsNoticed() {
        stored.add(stored(109, new RecordId("w", 3)));

        assertThat(problems()).anyMatch(problem -> problem.toString().startsWith("doubled: w-3"));
    }

    @Test
    void twoSwappedRecordsAreNoticed() {
        var second = stored.get(1);
        stored.set(1, new Stored(number(1), stored.get(2).key(), stored.get(2).data()));
        stored.set(2, new Stored(number(2), second.key(), second.data()));

        assertThat(problems())
                .anyMatch(problem -> problem.toString().startsWith("out of order: w-1"))
                .anyMatch(problem -> problem.toString().startsWith("elsewhere: w-1"));
    }

    @Test
    void anAlteredRecordIsNoticed() {
        stored.get(3).data()[stored.get(3).data().length - 1] ^= 1;

        assertThat(problems()).singleElement().asString().startsWith("altered: w-3");
    }

    @Test
    void anotherKeyIsNoticed() {
        stored.set(3, new Stored(number(3), "w/9", stored.get(3).data()));

        assertThat(problems()).singleElement().asString().startsWith("altered: w-3");
    }

    @Test
    void aShardThatWasReadOnceAndIsGoneIsNoticed() {
        check.problems(Map.of(SHARD, List.copyOf(stored), "shardId-000000000001", List.of()));

        assertThat(problems()).singleElement().asString().isEqualTo("shard gone: shardId-000000000001");
    }

    @Test
    void aRecordThatNobodyWroteIsNoticed() {
        stored.add(stored(109, new RecordId("x", 1)));

        assertThat(problems()).singleElement().asString().startsWith("unexplained: 109");
    }

    @Test
    void anotherNumberThanTheAcknowledgedOneIsNoticed() {
        stored.set(4, stored(107, new RecordId("w", 4)));

        assertThat(problems()).singleElement().asString().startsWith("elsewhere: w-4");
    }

    @Test
    void anotherShardThanTheAcknowledgedOneIsNoticed() {
        assertThat(check.problems(Map.of("shardId-000000000001", stored)))
                .hasSize(5)
                .allMatch(problem -> problem.toString().startsWith("elsewhere: "));
    }

    @Test
    void numbersThatDoNotGrowAreNoticed() {
        var id = new RecordId("w", 5);
        log.attempt(id);
        stored.add(stored(104, id));

        assertThat(problems()).singleElement().asString().startsWith("numbers fall: 104");
    }

    @Test
    void aRefusedRecordThatIsStoredIsNoticed() {
        var id = new RecordId("w", 5);
        log.attempt(id);
        log.refuse(id);
        stored.add(stored(105, id));

        assertThat(problems()).singleElement().asString().startsWith("stored though refused: w-5");
    }

    @Test
    void aRecordWithoutAnAnswerMayBeStoredOnceAndMayBeMissing() {
        var id = new RecordId("w", 5);
        log.attempt(id);
        assertThat(problems()).isEmpty();

        stored.add(stored(105, id));
        assertThat(problems()).isEmpty();

        stored.add(stored(106, id));
        assertThat(problems()).singleElement().asString().startsWith("doubled: w-5");
    }

    @Test
    void aRecordThatWasReadOnceAndIsGoneIsNoticedThoughItWasNeverAcknowledged() {
        var id = new RecordId("w", 5);
        log.attempt(id);
        stored.add(stored(105, id));
        assertThat(problems()).isEmpty();

        stored.removeLast();

        assertThat(problems()).singleElement().asString().startsWith("read once and not again");
    }

    @Test
    void ofAStateOfTheDiskOnlyWhatWasAcknowledgedBeforeIsExpected() {
        var before = new HistoryCheck(log.copy());
        var then = List.copyOf(stored);
        acknowledged(5);

        assertThat(before.problems(Map.of(SHARD, then))).isEmpty();
        assertThat(check.problems(Map.of(SHARD, then)))
                .singleElement()
                .asString()
                .startsWith("lost: w-5");
    }
}
