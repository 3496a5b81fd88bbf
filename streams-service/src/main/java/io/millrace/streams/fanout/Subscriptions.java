package io.millrace.streams.fanout;

import io.millrace.kit.request.ApiRequest;
import io.millrace.log.ShardKey;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.ApiException;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions that are open, and who may open the next one: a consumer has one for each shard, may ask once a second,
 * and takes its own over when that is five seconds old.
 */
public final class Subscriptions implements AutoCloseable {
    /** Between two calls for one consumer and shard (API reference of SubscribeToShard). */
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(1);
    /** How long a subscription is safe from the next call (API reference of SubscribeToShard). */
    private static final Duration SAFE = Duration.ofSeconds(5);
    /** Events that are read from disk at a time, so that a crowd that is far behind takes little memory. */
    private static final int DISK_READS = 32;

    private final Streams streams;
    private final Consumers consumers;
    private final FanoutMetrics metrics;
    private final InstantSource clock;
    private final Map<Long, Map<Integer, Turn>> turns = new ConcurrentHashMap<>();
    private final Map<ShardKey, ShardFeed> feeds = new ConcurrentHashMap<>();
    private final Map<Long, Pushed> pushed = new ConcurrentHashMap<>();
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    private final FastThreadLocal<FanoutLoop> loops = new FastThreadLocal<>();
    private final Semaphore diskReads = new Semaphore(DISK_READS);
    private final ExecutorService diskThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fanout-read-", 0).factory());

    Subscriptions(Streams streams, Consumers consumers, FanoutMetrics metrics, InstantSource clock) {
        this.streams = streams;
        this.consumers = consumers;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What one consumer did about one shard. */
    private static final class Turn {
        private long lastCallMillis;
        private @Nullable Subscription running;
    }

    /**
     * Answers a request with records from a position on. On the event loop of its connection.
     *
     * @throws ApiException if it is not this caller's turn
     */
    void open(ApiRequest request, Consumer consumer, Stream stream, Shard shard, long position) {
        var loop = loops.get();
        if (loop == null) {
            loop = new FanoutLoop(request.exchange().loop());
            loops.set(loop);
        }
        var subscription = new Subscription(this, request, loop, consumer, shard, position);
        Subscription before;
        try {
            before = takeTurn(subscription, stream);
        } catch (ApiException e) {
            metrics.rateExceeded();
            throw e;
        }
        if (before != null) before.failSoon(FanoutErrors.alreadySubscribed(consumer, stream, shard));
        subscription.begin();
    }

    private @Nullable Subscription takeTurn(Subscription subscription, Stream stream) {
        var consumer = subscription.consumer();
        var shard = subscription.shard();
        if (!turns.containsKey(consumer.id())) turns.keySet().removeIf(known -> consumers.find(known) == null);
        var turn = turns.computeIfAbsent(consumer.id(), id -> new ConcurrentHashMap<>())
                .computeIfAbsent(shard.index(), index -> new Turn());
        synchronized (turn) {
            long now = subscription.startedMillis();
            if (!passed(BETWEEN_CALLS, turn.lastCallMillis, now)) throw FanoutErrors.tooOften(consumer, stream, shard);
            turn.lastCallMillis = now;
            var before = turn.running;
            if (before != null && !passed(SAFE, before.startedMillis(), now))
                throw FanoutErrors.alreadySubscribed(consumer, stream, shard);
            turn.running = subscription;
            return before;
        }
    }

    /** True if a time has passed; also if the clock went back, since nobody must wait for it to catch up. */
    static boolean passed(Duration time, long sinceMillis, long nowMillis) {
        return nowMillis < sinceMillis || nowMillis - sinceMillis >= time.toMillis();
    }

    /** @return what it shares with the other subscribers of its shard, until {@link #closed} */
    ShardFeed opened(Subscription subscription) {
        open.add(subscription);
        metrics.began();
        return feeds.compute(subscription.shard().log().key(), (key, known) -> {
            var feed = known == null ? new ShardFeed() : known;
            feed.enter();
            return feed;
        });
    }

    void closed(Subscription subscription) {
        open.remove(subscription);
        metrics.ended();
        feeds.computeIfPresent(subscription.shard().log().key(), (key, feed) -> feed.leave() ? null : feed);
        var ofConsumer = turns.get(subscription.consumer().id());
        var turn =
                ofConsumer == null ? null : ofConsumer.get(subscription.shard().index());
        if (turn != null)
            synchronized (turn) {
                if (turn.running == subscription) turn.running = null;
            }
    }

    void onDiskThread(Runnable read) {
        diskThreads.execute(() -> {
            diskReads.acquireUninterruptibly();
            try {
                read.run();
            } finally {
                diskReads.release();
            }
        });
    }

    /** The stream that a consumer may read, or null if either is going or gone. */
    @Nullable
    Stream streamOf(Consumer consumer) {
        var stream = streams.find(consumer.stream());
        var now = consumers.find(consumer.id());
        return stream != null && now != null && now.statusIn(stream) == ConsumerStatus.ACTIVE ? stream : null;
    }

    /** What is counted for a stream. */
    Pushed pushed(long stream) {
        var known = pushed.get(stream);
        if (known != null) return known;
        pushed.keySet().removeIf(id -> streams.find(id) == null);
        return pushed.computeIfAbsent(stream, id -> new Pushed());
    }

    /** What was pushed of each stream that anybody subscribed to since the start, by its number. */
    public Map<Long, Pushed> pushed() {
        return Collections.unmodifiableMap(pushed);
    }

    /** The subscriptions that are open, of a stream. */
    public List<Watched> of(long stream) {
        long now = nowMillis();
        return open.stream()
                .filter(subscription -> subscription.consumer().stream() == stream)
                .map(subscription -> subscription.watched(now))
                .toList();
    }

    /** How far behind the subscription is that is furthest, by the number of its stream. */
    public Map<Long, Long> worstBehindMillis() {
        long now = nowMillis();
        var worst = new HashMap<Long, Long>();
        for (var subscription : open)
            worst.merge(
                    subscription.consumer().stream(), subscription.watched(now).behindMillis(), Math::max);
        return worst;
    }

    FanoutMetrics metrics() {
        return metrics;
    }

    Instant now() {
        return clock.instant();
    }

    long nowMillis() {
        return clock.millis();
    }

    /** Ends all of them. */
    @Override
    public void close() {
        for (var subscription : open) subscription.endSoon();
        diskThreads.close();
    }
}
