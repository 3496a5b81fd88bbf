package io.millrace.log;

import static io.millrace.log.Appends.append;
import static io.millrace.log.Appends.batch;
import static io.millrace.log.Appends.data;
import static io.millrace.log.Appends.read;
import static io.millrace.log.Appends.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine promises. An engine's test extends this and says how its log is opened. */
abstract class RecordLogContract {
    private static final ShardKey ONE = new ShardKey(7, 0);
    private static final ShardKey TWO = new ShardKey(7, 1);
    private static final ShardKey OTHER_STREAM = new ShardKey(8, 0);

    /** The time the engine is told, in milliseconds; tests move it. */
    protected long nowMillis = 1_000;

    private RecordLog log;

    /** Opens the log; a second call, after the first one's log was closed, finds what that stored. */
    abstract RecordLog open();

    /** Makes everything stored so far reclaimable by {@link RecordLog#trim}, as far as the engine has such a step. */
    abstract void settle(RecordLog log) throws Exception;

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void reopen() {
        log.close();
        log = open();
    }

    @Test
    void aShardThatWasNeverWrittenIsEmpty() {
        var shard = log.shard(ONE);

        assertThat(shard.start()).isZero();
        assertThat(shard.end()).isZero();
        assertThat(shard.lastArrivalMillis()).isEqualTo(-1);
        assertThat(shard.sealed()).isFalse();
        assertThat(data(shard)).isEmpty();
        assertThat(shard.firstAtOrAfter(0)).isZero();
    }

    @Test
    void aKeyHasOneHandle() {
        assertThat(log.shard(ONE)).isSameAs(log.shard(new ShardKey(7, 0)));
        assertThat(log.shard(ONE).key()).isEqualTo(ONE);
    }

    @Test
    void recordsAreReadInTheOrderTheyWereAppended() {
        var shard = log.shard(ONE);

        append(log, shard, "a", "b");
        append(log, shard, "c");

        assertThat(data(shard)).containsExactly("a", "b", "c");
        assertThat(read(shard, 0)).extracting(Appends.Stored::key).containsExactly("key of a", "key of b", "key of c");
    }

    @Test
    void positionsStrictlyIncreaseAndReadingStartsWhereAsked() {
        var shard = log.shard(ONE);

        var first = append(log, shard, "a", "b");
        var second = append(log, shard, "c");

        assertThat(first.position(1)).isGreaterThan(first.position(0));
        assertThat(second.position(0)).isGreaterThan(first.position(1));
        assertThat(shard.end()).isGreaterThan(second.position(0));
        assertThat(read(shard, first.position(1)))
                .extracting(Appends.Stored::data)
                .containsExactly("b", "c");
        assertThat(read(shard, shard.end())).isEmpty();
    }

    @Test
    void aBatchReachesEveryShardItNames() {
        var batch = batch(log.shard(ONE), "a");
        Appends.put(batch, log.shard(TWO), new byte[] {1}, "b".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Appends.put(batch, log.shard(ONE), new byte[] {1}, "c".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Appends.put(batch, log.shard(OTHER_STREAM), new byte[0], new byte[0]);

        append(log, batch);

        assertThat(data(log.shard(ONE))).containsExactly("a", "c");
        assertThat(data(log.shard(TWO))).containsExactly("b");
        assertThat(data(log.shard(OTHER_STREAM))).containsExactly("");
        assertThat(batch.position(2)).isGreaterThan(batch.position(0));
    }

    @Test
    void aBatchCanBeUsedAgain() {
        var shard = log.shard(ONE);
        var batch = append(log, batch(shard, "a", "b"));

        batch.clear();
        Appends.put(batch, shard, new byte[] {1}, new byte[] {'c'});
        append(log, batch);

        assertThat(data(shard)).containsExactly("a", "b", "c");
    }

    @Test
    void readingInPiecesShowsEveryRecordOnce() throws Exception {
        var shard = log.shard(ONE);
        for (int i = 0; i < 50; i++) {
            append(log, shard, "r" + 2 * i, "r" + (2 * i + 1));
            if (i == 20) settle(log);
        }
        var seen = new ArrayList<String>();

        long at = 0;
        while (at < shard.end()) {
            var room = new AtomicInteger(3);
            at = shard.read(at, (position, arrival, memory, key, keyLength, data, dataLength) -> {
                if (room.getAndDecrement() == 0) return false;
                seen.add(Appends.text(memory, data, dataLength));
                return true;
            });
        }

        assertThat(seen)
                .hasSize(100)
                .doesNotHaveDuplicates()
                .startsWith("r0", "r1", "r2")
                .endsWith("r99");
    }

    @Test
    void aDeclinedRecordIsWhereReadingGoesOn() {
        var shard = log.shard(ONE);
        var batch = append(log, shard, "a", "b", "c");

        long next = shard.read(
                0, (position, arrival, memory, key, keyLength, data, dataLength) -> position < batch.position(1));

        assertThat(next).isEqualTo(batch.position(1));
    }

    @Test
    void whatIsReadFromMemoryEqualsWhatIsReadFromDisk() {
        var shard = log.shard(ONE);
        append(log, shard, "a", "b");
        append(log, shard, "c");
        var cached = new ArrayList<Appends.Stored>();

        long next = shard.readCached(0, Appends.into(cached));
        reopen();

        assertThat(next).isIn(ShardLog.NOT_CACHED, shard.end());
        if (next != ShardLog.NOT_CACHED) assertThat(read(log.shard(ONE), 0)).isEqualTo(cached);
    }

    @Test
    void theEndIsWhereTheNextRecordIsFound() {
        var shard = log.shard(ONE);
        append(log, shard, "old");
        long latest = shard.end();

        append(log, shard, "new");

        assertThat(read(shard, latest)).extracting(Appends.Stored::data).containsExactly("new");
    }

    @Test
    void aTimeFindsTheFirstRecordAtOrAfterIt() throws Exception {
        var shard = log.shard(ONE);
        var positions = new ArrayList<Long>();
        for (int i = 0; i < 6; i++) {
            nowMillis = 1_000 + 10L * i;
            positions.add(append(log, shard, "r" + i).position(0));
            if (i == 3) settle(log);
        }

        assertThat(shard.firstAtOrAfter(0)).isEqualTo(positions.get(0));
        for (int i = 0; i < 6; i++) {
            assertThat(shard.firstAtOrAfter(1_000 + 10 * i)).isEqualTo(positions.get(i));
            assertThat(shard.firstAtOrAfter(991 + 10 * i)).isEqualTo(positions.get(i));
        }
        assertThat(shard.firstAtOrAfter(1_051)).isEqualTo(shard.end());
        assertThat(shard.lastArrivalMillis()).isEqualTo(1_050);
    }

    @Test
    void arrivalNeverDecreasesThoughTheClockDoes() {
        var shard = log.shard(ONE);
        nowMillis = 5_000;
        append(log, shard, "a");
        nowMillis = 4_000;

        var second = append(log, shard, "b");
        reopen();
        var third = append(log, log.shard(ONE), "c");

        assertThat(second.arrivalMillis(0)).isEqualTo(5_000);
        assertThat(third.arrivalMillis(0)).isEqualTo(5_000);
        assertThat(read(log.shard(ONE), 0))
                .extracting(Appends.Stored::arrivalMillis)
                .isSorted();
    }

    @Test
    void aSealedShardRefusesItsRecordsAndTheRestOfTheBatchIsStored() {
        append(log, log.shard(ONE), "a");
        log.seal(List.of(ONE));

        var batch = batch(log.shard(ONE), "refused");
        Appends.put(batch, log.shard(TWO), new byte[] {1}, new byte[] {'b'});
        append(log, batch);
        reopen();

        assertThat(batch.position(0)).isEqualTo(AppendBatch.REFUSED);
        assertThat(log.shard(ONE).sealed()).isTrue();
        assertThat(data(log.shard(ONE))).containsExactly("a");
        assertThat(data(log.shard(TWO))).containsExactly("b");
        assertThat(append(log, log.shard(ONE), "x").position(0)).isEqualTo(AppendBatch.REFUSED);
    }

    @Test
    void sealingTwiceIsLikeSealingOnce() {
        log.seal(List.of(ONE));
        log.seal(List.of(ONE));

        assertThat(log.shard(ONE).sealed()).isTrue();
    }

    @Test
    void aDeletedStreamIsGoneAndRefusesRecords() throws Exception {
        append(log, log.shard(ONE), "a");
        append(log, log.shard(OTHER_STREAM), "stays");
        settle(log);
        append(log, log.shard(ONE), "b");

        log.delete(7);
        var refused = append(log, log.shard(ONE), "c");
        reopen();

        assertThat(refused.position(0)).isEqualTo(AppendBatch.REFUSED);
        assertThat(data(log.shard(ONE))).isEmpty();
        assertThat(append(log, log.shard(TWO), "d").position(0)).isEqualTo(AppendBatch.REFUSED);
        assertThat(data(log.shard(OTHER_STREAM))).containsExactly("stays");
    }

    @Test
    void trimmingMovesTheStartAndKeepsThePositions() throws Exception {
        var shard = log.shard(ONE);
        append(log, shard, "old");
        settle(log);
        nowMillis = 2_000;
        append(log, shard, "new");
        settle(log);
        long end = shard.end();

        log.trim(7, 1_500);
        assertThat(data(shard)).containsExactly("new");
        nowMillis = 3_000;
        log.trim(7, 2_500);
        reopen();

        assertThat(data(log.shard(ONE))).isEmpty();
        assertThat(log.shard(ONE).end()).isEqualTo(end);
        assertThat(log.shard(ONE).start()).isEqualTo(end);
        assertThat(append(log, log.shard(ONE), "next").position(0)).isGreaterThanOrEqualTo(end);
        assertThat(data(log.shard(ONE))).containsExactly("next");
    }

    @Test
    void aListenerHearsOfEveryCommitUntilItLeaves() {
        var shard = log.shard(ONE);
        var calls = new AtomicInteger();
        var registration = shard.onAppend(calls::incrementAndGet);

        append(log, shard, "a");
        append(log, log.shard(TWO), "elsewhere");
        append(log, shard, "b");
        registration.close();
        registration.close();
        append(log, shard, "c");

        assertThat(calls).hasValue(2);
    }

    @Test
    void everythingIsThereAfterReopeningAndPositionsGoOn() throws Exception {
        append(log, log.shard(ONE), "a", "b");
        settle(log);
        append(log, log.shard(ONE), "c");
        append(log, log.shard(TWO), "d");
        long end = log.shard(ONE).end();

        reopen();
        var next = append(log, log.shard(ONE), "e");
        reopen();

        assertThat(next.position(0)).isGreaterThanOrEqualTo(end);
        assertThat(data(log.shard(ONE))).containsExactly("a", "b", "c", "e");
        assertThat(data(log.shard(TWO))).containsExactly("d");
    }

    @Test
    void concurrentWritersKeepTheirOrderAndLoseNothing() throws Exception {
        int writers = 8;
        int each = 200;
        var shard = log.shard(ONE);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < writers; w++) {
                int writer = w;
                var _ = pool.submit(() -> {
                    var pending = new ArrayList<CompletableFuture<AppendBatch>>();
                    for (int i = 0; i < each; i++) pending.add(start(log, batch(shard, writer + ":" + i)));
                    pending.forEach(CompletableFuture::join);
                });
            }
        }

        var next = new ConcurrentHashMap<String, Integer>();
        for (var data : data(shard)) {
            var parts = List.of(data.split(":", -1));
            assertThat(next.merge(parts.get(0), 1, Integer::sum) - 1).isEqualTo(Integer.parseInt(parts.get(1)));
        }
        assertThat(next).hasSize(writers).values().containsOnly(each);
    }

    @Test
    void aRecordOfTenMebibytesComesBackAsItWas() throws Exception {
        var bytes = new byte[10 << 20];
        new Random(1).nextBytes(bytes);
        var batch = new AppendBatch(1, bytes.length + 1024);
        Appends.put(batch, log.shard(ONE), new byte[1024], bytes);

        append(log, batch);
        append(log, log.shard(ONE), "behind");

        assertSameBytes(bytes);
        settle(log);
        reopen();
        assertSameBytes(bytes);
    }

    private void assertSameBytes(byte[] bytes) {
        var found = new AtomicInteger();
        log.shard(ONE).read(0, (position, arrival, memory, key, keyLength, data, dataLength) -> {
            if (dataLength != bytes.length) return true;
            var copy = new byte[dataLength];
            memory.get(data, copy);
            assertThat(keyLength).isEqualTo(1024);
            assertThat(java.util.Arrays.equals(copy, bytes)).isTrue();
            found.incrementAndGet();
            return true;
        });
        assertThat(found).hasValue(1);
    }

    @Test
    void releasedRecordsAreGoneAndLaterOnesStay() throws Exception {
        var shard = log.shard(ONE);
        append(log, shard, "a", "b");
        long third = append(log, shard, "c").position(0);

        log.release(ONE, third);

        assertThat(shard.start()).isEqualTo(third);
        assertThat(data(shard)).containsExactly("c");
        settle(log);
        reopen();
        assertThat(data(log.shard(ONE))).containsExactly("c");
    }

    @Test
    void whatIsReleasedAtOnceIsNeverWrittenOut() throws Exception {
        append(log, log.shard(ONE), "a", "b");
        append(log, log.shard(OTHER_STREAM), "c");

        log.release(ONE, log.shard(ONE).end());
        settle(log);

        assertThat(log.stored()).extracting(StoredStream::stream).containsExactly(OTHER_STREAM.stream());
        assertThat(data(log.shard(OTHER_STREAM))).containsExactly("c");
    }

    @Test
    void theRoomOfASegmentComesBackWhenAllOfItIsReleased() throws Exception {
        append(log, log.shard(ONE), "a");
        append(log, log.shard(TWO), "b");
        settle(log);

        log.release(ONE, log.shard(ONE).end());
        assertThat(data(log.shard(TWO))).containsExactly("b");
        log.release(TWO, log.shard(TWO).end());

        Eventually.holds(() -> assertThat(log.stored()).isEmpty());
    }

    @Test
    void releasingBeyondTheEndReleasesWhatIsThere() {
        var shard = log.shard(ONE);
        append(log, shard, "a");

        log.release(ONE, Long.MAX_VALUE);
        append(log, shard, "b");

        assertThat(data(shard)).containsExactly("b");
    }

    @Test
    void closingCommitsWhatWasQueuedAndRefusesTheRest() {
        var pending = new ArrayList<CompletableFuture<AppendBatch>>();
        for (int i = 0; i < 100; i++) pending.add(start(log, batch(log.shard(ONE), "r" + i)));
        log.close();
        var shard = log.shard(ONE);

        assertThat(pending).allSatisfy(outcome -> assertThat(outcome).isCompleted());
        assertThatThrownBy(() -> append(log, shard, "late"))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CLOSED));
        log = open();
        assertThat(data(log.shard(ONE))).hasSize(100);
    }

    @Test
    void theStatisticsCountRecordsAndCommits() {
        append(log, log.shard(ONE), "a", "b");

        assertThat(log.stats().records()).isEqualTo(2);
        assertThat(log.stats().commits()).isEqualTo(1);
        assertThat(log.stats().failedCommits()).isZero();
        assertThat(log.stats().queuedBytes()).isZero();
    }

    @Test
    void aReaderAndAWriterDoNotDisturbEachOther() throws Exception {
        var shard = log.shard(ONE);
        int total = 2_000;
        var done = new CountDownLatch(1);
        var seen = new ArrayList<String>();
        var reader = Thread.ofVirtual().start(() -> {
            long at = 0;
            while (seen.size() < total) {
                at = shard.read(at, (position, arrival, memory, key, keyLength, data, dataLength) -> {
                    seen.add(Appends.text(memory, data, dataLength));
                    return true;
                });
                Thread.onSpinWait();
            }
            done.countDown();
        });

        for (int i = 0; i < total / 2; i++) {
            append(log, shard, "r" + 2 * i, "r" + (2 * i + 1));
            if (i % 400 == 399) settle(log);
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        reader.join();
        for (int i = 0; i < total; i++) assertThat(seen.get(i)).isEqualTo("r" + i);
    }
}
