package io.millrace.streams.fanout;

import io.millrace.kit.http.Exchange;
import io.millrace.kit.request.ApiRequest;
import io.millrace.log.LogException;
import io.millrace.log.ShardLog;
import io.millrace.streams.consume.GetRecords;
import io.millrace.streams.consume.ReadLimits;
import io.millrace.streams.consume.ShardRead;
import io.millrace.streams.limit.PushPace;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import io.millrace.wire.EventFrame;
import io.millrace.wire.Protocol;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer of SubscribeToShard while it lasts. Owned by the event loop of its connection. Woken by the log after a commit,
 * by the connection when it can take more, and by the clock; each time it sends at most one event, and only while the
 * connection takes bytes: what waits for a slow client is one event, and no memory of the log.
 */
final class Subscription {
    /** How long a subscription lasts (API reference of SubscribeToShard). */
    static final Duration LIFETIME = Duration.ofMinutes(5);
    /** A client hears something at least every five seconds; the clock is looked at four times a second. */
    private static final Duration HEARTBEAT = Duration.ofMillis(4500);
    /** Records of one event. */
    private static final int MAX_RECORDS = 10_000;
    /** Data and keys of one event; a record that is larger travels alone. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final byte[] INITIAL_RESPONSE =
            EventFrame.event("initial-response", Protocol.JSON_1_1).of("{}".getBytes(StandardCharsets.US_ASCII));

    private final Subscriptions all;
    private final ApiRequest request;
    private final Exchange exchange;
    private final Consumer consumer;
    private final Shard shard;
    private final FanoutLoop loop;
    private final long startedMillis;
    private final AtomicBoolean woken = new AtomicBoolean();

    /** For those who watch; written by the event loop. */
    private volatile Progress progress;

    // Owned by the event loop.
    private long position;
    private long lastEventMillis;
    private boolean reading;
    private final PushPace pace;
    private boolean ended;
    private final Pushed pushed;
    private @Nullable ShardFeed feed;
    private ShardLog.@Nullable Registration appends;

    /** @param position where in the shard it begins */
    Subscription(
            Subscriptions all, ApiRequest request, FanoutLoop loop, Consumer consumer, Shard shard, long position) {
        this.all = all;
        this.request = request;
        this.exchange = request.exchange();
        this.loop = loop;
        this.consumer = consumer;
        this.shard = shard;
        this.position = position;
        this.startedMillis = all.nowMillis();
        this.pace = new PushPace(startedMillis);
        this.pushed = all.pushed(consumer.stream());
        this.progress = new Progress(position, 0, 0, 0, startedMillis);
    }

    /** How far it has come, as of its last event. */
    private record Progress(long position, long records, long bytes, long behindMillis, long atMillis) {
        private Progress movedTo(long further) {
            return new Progress(further, records, bytes, behindMillis, atMillis);
        }
    }

    /** What it is like now, for those who watch. From any thread. */
    Watched watched(long nowMillis) {
        var now = progress;
        long end = shard.log().end();
        long waiting = Math.max(0, end - Math.max(now.position, shard.log().start()));
        // What a client does not take grows older.
        long behind = waiting == 0 ? 0 : now.behindMillis + Math.max(0, nowMillis - now.atMillis);
        return new Watched(
                consumer, shard.id(), startedMillis, place(now.position), waiting, behind, now.records, now.bytes);
    }

    private SequenceNumber place(long at) {
        return SequenceNumber.before(shard.createdSecond(), shard.index(), at);
    }

    Consumer consumer() {
        return consumer;
    }

    Shard shard() {
        return shard;
    }

    long startedMillis() {
        return startedMillis;
    }

    /** Begins the answer. Its first event is sent at once, with or without records, so that the client knows its place. */
    void begin() {
        feed = all.opened(this);
        exchange.onClosed(this::stop);
        if (ended) return;
        request.begin(EventFrame.CONTENT_TYPE);
        exchange.write(Unpooled.wrappedBuffer(INITIAL_RESPONSE));
        loop.add(this);
        exchange.onWritable(this::wake);
        exchange.onDrain(this::end);
        appends = shard.log().onAppend(this::wake);
        if (send()) wake();
        if (lastEventMillis == 0 && !reading && !ended) sendEmpty();
    }

    /** Has it look for what it can send. From any thread; costs little if it was woken already. */
    void wake() {
        if (woken.compareAndSet(false, true)) loop.wake(this);
    }

    /** Sends one event if there is one and the connection takes it. @return true if there is more */
    boolean send() {
        woken.set(false);
        if (ended || reading || !exchange.writable()) return false;
        try {
            var stream = stillThere();
            var now = stream.shards().byIndex(shard.index());
            if (now == null) throw StreamErrors.shardDoesNotExist(shard.id(), stream.name(), stream.account());
            return send(stream, now);
        } catch (Throwable e) {
            // Also an error, for lack of memory say: the others of this loop go on.
            fail(e);
            return false;
        }
    }

    private boolean send(Stream stream, Shard now) {
        // What is held back is looked at again with the next tick.
        if (stream.limited() && !pace.open(all.nowMillis())) return false;
        if (position >= now.log().end()) {
            if (now.endsAt(position)) sendLast(stream, now);
            return false;
        }
        var itsFeed = feed;
        var event = itsFeed == null ? null : itsFeed.from(position, () -> fromMemory(stream, itsFeed.room()));
        if (event == null) {
            reading = true;
            all.onDiskThread(() -> readFromDisk(stream));
            return false;
        }
        return deliver(event);
    }

    /** @throws ApiException if the stream or the consumer is going or gone */
    private Stream stillThere() {
        var stream = all.streamOf(consumer);
        if (stream == null) throw FanoutErrors.consumerNotFound(consumer.arn());
        return stream;
    }

    private @Nullable Event fromMemory(Stream stream, int room) {
        var read = read(stream);
        var encoder = new EventEncoder(shard, exchange.alloc(), room);
        Event event = null;
        try {
            if (read.runCached(encoder)) event = event(read, encoder);
            return event;
        } finally {
            if (event == null) encoder.release();
        }
    }

    private void readFromDisk(Stream stream) {
        var encoder = new EventEncoder(shard, exchange.alloc(), MAX_BYTES / 16);
        Event event;
        try {
            var read = read(stream);
            read.run(encoder);
            event = event(read, encoder);
        } catch (Throwable e) {
            encoder.release();
            onLoop(() -> fail(e));
            return;
        }
        onLoop(() -> {
            reading = false;
            if (ended) event.release();
            else if (deliver(event)) wake();
        });
    }

    private void onLoop(Runnable task) {
        exchange.loop().execute(task);
    }

    private ShardRead read(Stream stream) {
        Instant now = all.now();
        var limits = new ReadLimits(MAX_RECORDS, MAX_BYTES, stream.trimHorizonMillis(now));
        return new ShardRead(shard, position, limits, now);
    }

    private Event event(ShardRead read, EventEncoder encoder) {
        long behind = read.millisBehindLatest();
        var frame = encoder.finish(read.next(), behind);
        return new Event(
                frame,
                position,
                read.next(),
                read.limits().records(),
                read.limits().bytes(),
                behind);
    }

    /** Sends an event, or lets an empty one go. @return true if there is more behind it */
    private boolean deliver(Event event) {
        boolean advanced = event.next() > position;
        position = event.next();
        if (event.records() == 0) {
            progress = progress.movedTo(position);
            event.release();
        } else write(event);
        return advanced && position < shard.log().end();
    }

    private void write(Event event) {
        exchange.write(event.frame());
        lastEventMillis = all.nowMillis();
        all.metrics().sent(event.records(), event.bytes());
        pushed.add(event.records(), event.bytes());
        var before = progress;
        progress = new Progress(
                event.next(),
                before.records + event.records(),
                before.bytes + event.bytes(),
                event.behindMillis(),
                lastEventMillis);
        pace.pushed(event.bytes());
    }

    private void sendEmpty() {
        var frame = new EventEncoder(shard, exchange.alloc(), 512).finish(position, 0);
        write(new Event(frame, position, position, 0, 0, 0));
    }

    /** The shard is closed and was read to its end: the client goes on with its children. */
    private void sendLast(Stream stream, Shard closed) {
        var frame = new EventEncoder(shard, exchange.alloc(), 1024)
                .finish(GetRecords.ChildShard.of(closed, stream.shards()));
        write(new Event(frame, position, position, 0, 0, 0));
        end();
    }

    /** Looks at the clock. */
    void tick() {
        if (ended) return;
        var itsFeed = feed;
        if (itsFeed != null) itsFeed.tidy();
        long now = all.nowMillis();
        if (Subscriptions.passed(LIFETIME, startedMillis, now)) {
            end();
            return;
        }
        if (send()) wake();
        if (!ended && exchange.writable() && Subscriptions.passed(HEARTBEAT, lastEventMillis, now)) sendEmpty();
    }

    /** Ends the answer with an error, if it was not over. From any thread. */
    void failSoon(ApiException cause) {
        onLoop(() -> fail(cause));
    }

    /** Ends the answer. From any thread. */
    void endSoon() {
        try {
            onLoop(this::end);
        } catch (RejectedExecutionException e) {
            // The loops ended, and every connection with them.
        }
    }

    private void fail(Throwable cause) {
        if (ended) return;
        if (cause instanceof LogException closing && closing.reason() == LogException.Reason.CLOSED) {
            end();
            return;
        }
        ApiError error = cause instanceof ApiException api
                ? api.error()
                : new ApiError(
                        "InternalFailureException",
                        CommonErrors.internalFailure().message(),
                        500);
        if (error.isServerFault())
            log.atError()
                    .addKeyValue("service", "streams")
                    .addKeyValue("stream", consumer.stream())
                    .addKeyValue("shard", shard.id())
                    .addKeyValue("consumer", consumer.name())
                    .addKeyValue("requestId", request.id())
                    .setCause(cause)
                    .log("subscription failed");
        exchange.write(Unpooled.wrappedBuffer(FanoutErrors.frame(error)));
        end();
    }

    private void end() {
        if (ended) return;
        stop();
        exchange.end();
    }

    private void stop() {
        if (ended) return;
        ended = true;
        if (appends != null) appends.close();
        loop.remove(this);
        all.closed(this);
        feed = null;
    }
}
