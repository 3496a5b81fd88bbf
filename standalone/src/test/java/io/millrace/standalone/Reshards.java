package io.millrace.standalone;

import io.millrace.testkit.history.KinesisCalls;
import io.millrace.testkit.history.Layout;
import io.millrace.testkit.history.ListedShard;
import io.millrace.testkit.history.StreamReading;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes a stream's shards, one change after the other without pause, until the server is gone. It knows what layout each
 * change leads to, and insists that it was reached before it asks for the next.
 */
final class Reshards {
    private static final int MIN_SHARDS = 2;
    private static final int MAX_SHARDS = 8;

    /** UpdateShardCount is allowed ten times a day: this many are left for every run but a long test's last ones. */
    private static final int SCALINGS = 2;

    private final KinesisCalls calls;
    private final String stream;
    private final Random random;
    private final Thread thread;
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private int scalings = SCALINGS;
    private @Nullable Layout before;
    private @Nullable Change change;
    private boolean accepted;

    /**
     * Something to ask for.
     *
     * @param made true for the layout that it leads to
     */
    private record Change(String operation, String body, Predicate<Layout> made) {}

    private Reshards(KinesisCalls calls, String stream, Random random) {
        this.calls = calls;
        this.stream = stream;
        this.random = random;
        this.thread = Thread.ofPlatform().daemon().name("reshards").unstarted(this::run);
    }

    /** @param calls closed when it ends */
    static Reshards begin(KinesisCalls calls, String stream, Random random) {
        var reshards = new Reshards(calls, stream, random);
        reshards.thread.start();
        return reshards;
    }

    private void run() {
        try (calls) {
            while (true) next();
        } catch (IOException e) {
            // The server is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            fault.set(e);
        }
    }

    private void next() throws IOException, InterruptedException {
        awaitActive();
        var layout = Layout.of(new StreamReading(calls, stream).shards());
        if (change != null && !change.made.test(layout)) throw new AssertionError(change + " led to " + layout);
        before = layout;
        accepted = false;
        change = null;
        var next = choose(layout);
        change = next;
        begun.incrementAndGet();
        var answer = calls.call(next.operation, next.body);
        accepted = answer.succeeded();
        if (accepted) {
            taken.incrementAndGet();
            return;
        }
        change = null;
        if (!answer.body().contains("LimitExceededException")) throw new AssertionError(next + " answered " + answer);
        scalings = 0;
    }

    private void awaitActive() throws IOException, InterruptedException {
        String status;
        do {
            status = calls.ask("DescribeStreamSummary", "{\"StreamName\":\"%s\"}".formatted(stream))
                    .json()
                    .get("StreamDescriptionSummary")
                    .get("StreamStatus")
                    .asString();
        } while (!status.equals("ACTIVE"));
    }

    private Change choose(Layout layout) throws IOException, InterruptedException {
        var open = Layout.open(new StreamReading(calls, stream).shards());
        int count = open.size();
        if (scalings > 0 && random.nextInt(4) == 0) {
            scalings--;
            int target = random.nextInt(Math.max(MIN_SHARDS, (count + 1) / 2), Math.min(MAX_SHARDS, 2 * count) + 1);
            return new Change(
                    "UpdateShardCount",
                    "{\"StreamName\":\"%s\",\"TargetShardCount\":%d,\"ScalingType\":\"UNIFORM_SCALING\"}"
                            .formatted(stream, target),
                    now -> now.isEven(target));
        }
        boolean splits = count <= MIN_SHARDS || (count < MAX_SHARDS && random.nextBoolean());
        return splits ? split(layout, open.get(random.nextInt(count))) : merge(layout, open, random.nextInt(1, count));
    }

    private Change split(Layout layout, ListedShard shard) {
        var middle = shard.start().add(shard.end()).shiftRight(1).add(BigInteger.ONE);
        var then = layout.split(middle);
        return new Change(
                "SplitShard",
                "{\"StreamName\":\"%s\",\"ShardToSplit\":\"%s\",\"NewStartingHashKey\":\"%s\"}"
                        .formatted(stream, shard.id(), middle),
                then::equals);
    }

    private Change merge(Layout layout, List<ListedShard> open, int second) {
        var then = layout.merge(open.get(second).start());
        return new Change(
                "MergeShards",
                "{\"StreamName\":\"%s\",\"ShardToMerge\":\"%s\",\"AdjacentShardToMerge\":\"%s\"}"
                        .formatted(
                                stream,
                                open.get(second - 1).id(),
                                open.get(second).id()),
                then::equals);
    }

    /** How many changes were asked for. */
    int begun() {
        return begun.get();
    }

    /** How many changes were accepted; the last of them is under way, or was just made. */
    int accepted() {
        return taken.get();
    }

    /** Waits until it has noticed that the server is gone. */
    void awaitEnd() throws InterruptedException {
        thread.join();
        if (fault.get() != null) throw new AssertionError("a change of shards failed", fault.get());
    }

    /** After the end: whether a change was asked for and not seen done. */
    boolean interrupted() {
        return change != null;
    }

    /** After the end: whether a layout is the one that the last change leads to. */
    boolean isMade(Layout now) {
        return change != null && change.made.test(now);
    }

    /** After the end: whether a layout is one that may be found, the new one only if the change was accepted. */
    boolean explains(Layout now) {
        return isMade(now) || (!accepted && (before == null || now.equals(before)));
    }

    @Override
    public String toString() {
        return change + (accepted ? ", accepted," : ", without an answer,") + " on " + before;
    }
}
