package io.millrace.streams.consume;

import io.millrace.kit.request.ApiRequest;
import io.millrace.kit.request.FastPath;
import io.millrace.streams.limit.Poller;
import io.millrace.streams.limit.ShardLoad;
import io.millrace.wire.Codec;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * The short cut of GetRecords: what is in memory is encoded on the event loop that read the request; what is on disk, on
 * a virtual thread, with the same encoder.
 */
public final class FastReads implements FastPath, AutoCloseable {
    private final Codec<GetRecords.Input> input = Codec.of(GetRecords.Input.class);
    private final ShardIterators iterators;
    private final ReadMetrics metrics;
    private final InstantSource clock;
    private final ExecutorService diskReaders = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("shard-read-", 0).factory());

    public FastReads(ShardIterators iterators, ReadMetrics metrics, InstantSource clock) {
        this.iterators = iterators;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public boolean handle(ApiRequest request) {
        // The request is small: it is the answer that is worth a short cut.
        var asked = input.decode(request.protocol(), request.body(), 0, request.bodyLength());
        input.check(asked);
        var place = iterators.find(
                Objects.requireNonNull(asked.shardIterator()), request.caller().account(), asked.streamARN());
        var load = place.shard().load();
        long now = clock.millis();
        var poller = poller(request, load, now);
        if (place.stream().limited() && !load.admitRead(now)) {
            metrics.throttled();
            poller.refused(now);
            throw ConsumeErrors.throttled(place.stream(), place.shard());
        }
        int maxRecords = asked.limit() == null ? ReadLimits.MAX_RECORDS : asked.limit();
        var encoder = RecordsEncoder.of(
                request.protocol(), place.shard(), request.exchange().alloc());
        boolean handedOver = false;
        try {
            var read = new ShardRead(place, maxRecords, clock.instant());
            if (read.runCached(encoder)) {
                handedOver = true;
                answer(request, place, poller, read, encoder);
                return true;
            }
        } finally {
            if (!handedOver) encoder.release();
        }
        try {
            diskReaders.execute(() -> readFromDisk(request, place, poller, maxRecords));
        } catch (RejectedExecutionException e) {
            request.fail(e);
        }
        return true;
    }

    private void readFromDisk(ApiRequest request, ShardIterators.Place place, Poller poller, int maxRecords) {
        var encoder = RecordsEncoder.of(
                request.protocol(), place.shard(), request.exchange().alloc());
        ShardRead read;
        try {
            read = new ShardRead(place, maxRecords, clock.instant());
            read.run(encoder);
        } catch (Throwable e) {
            encoder.release();
            request.fail(e);
            return;
        }
        answer(request, place, poller, read, encoder);
    }

    /** Who asks, on the event loop of the request. */
    private static Poller poller(ApiRequest request, ShardLoad load, long nowMillis) {
        var exchange = request.exchange();
        String agent = exchange.headers().get(HttpHeaderNames.USER_AGENT);
        var address = exchange.remoteAddress() instanceof InetSocketAddress internet ? internet.getAddress() : null;
        return load.poller(request.caller().accessKeyId(), agent == null ? "" : agent, address, nowMillis);
    }

    private void answer(
            ApiRequest request, ShardIterators.Place place, Poller poller, ShardRead read, RecordsEncoder encoder) {
        metrics.given(read.limits());
        var limits = read.limits();
        long behind = read.millisBehindLatest();
        long now = clock.millis();
        place.shard().load().wasRead(limits.records(), limits.bytes(), behind, now);
        poller.gave(read.next(), read.lastPosition(), read.lastArrivalMillis(), behind, now);
        String next = iterators.next(place, read);
        var children = next == null ? GetRecords.ChildShard.of(place) : List.<GetRecords.ChildShard>of();
        request.succeed(encoder.finish(next, behind, children));
    }

    @Override
    public void close() {
        diskReaders.close();
    }
}
