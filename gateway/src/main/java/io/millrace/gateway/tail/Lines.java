package io.millrace.gateway.tail;

import io.millrace.gateway.console.AdminApi;
import io.millrace.gateway.console.Json;
import io.millrace.kit.http.Exchange;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The answer: a JSON object a line. One thread writes, and waits as long as the connection takes no bytes; the event loop
 * adds a line a second, which is how the browser knows that we live. Records gather until a line of them is worth sending.
 */
final class Lines {
    private static final String TYPE = "application/x-ndjson";
    private static final int LINE_BYTES = 128 * 1024;
    private static final int LINE_RECORDS = 500;

    private final Exchange exchange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = Thread.currentThread();
    private boolean closed;
    private List<Object> records = new ArrayList<>();
    private int recordBytes;

    private Lines(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Begins the answer. The calling thread is the one that writes; it is interrupted when the client goes, or when we shut
     * down.
     *
     * @param position the line for every second
     */
    static Lines begin(Exchange exchange, String requestId, Supplier<Object> position) throws InterruptedException {
        var lines = new Lines(exchange);
        exchange.loop()
                .submit(() -> {
                    exchange.begin(200, AdminApi.headers(requestId, TYPE));
                    exchange.onClosed(lines::close);
                    exchange.onDrain(lines::close);
                    exchange.onWritable(lines::wake);
                    var beat = exchange.loop()
                            .scheduleAtFixedRate(
                                    () -> {
                                        if (exchange.writable()) lines.put(position.get());
                                    },
                                    1,
                                    1,
                                    TimeUnit.SECONDS);
                    lines.beat = () -> beat.cancel(false);
                })
                .sync();
        return lines;
    }

    private volatile Runnable beat = () -> {};

    private void close() {
        lock.lock();
        try {
            if (closed) return;
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        beat.run();
        thread.interrupt();
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** On the event loop. */
    private void put(Object line) {
        exchange.write(Unpooled.wrappedBuffer(Json.write(line), new byte[] {'\n'}));
    }

    /** Sends a line, after the records that wait, and returns when the connection takes bytes again. */
    void send(Object line) throws InterruptedException {
        flush();
        write(line);
    }

    /** Adds a record to the line of records. */
    void add(Object shown, int bytes) throws InterruptedException {
        records.add(shown);
        recordBytes += bytes;
        if (recordBytes >= LINE_BYTES || records.size() >= LINE_RECORDS) flush();
    }

    /** Sends the records that wait. */
    void flush() throws InterruptedException {
        if (records.isEmpty()) return;
        var line = Json.object("type", "records", "records", records);
        records = new ArrayList<>();
        recordBytes = 0;
        write(line);
    }

    private void write(Object line) throws InterruptedException {
        byte[] bytes = Json.write(line);
        // In turn with the event loop: only when it has taken the line does the connection say whether it wants more.
        exchange.loop()
                .submit(() -> exchange.write(Unpooled.wrappedBuffer(bytes, new byte[] {'\n'})))
                .sync();
        lock.lock();
        try {
            while (!closed && !exchange.writable()) changed.await(1, TimeUnit.SECONDS);
            if (closed) throw new InterruptedException("the client went away");
        } finally {
            lock.unlock();
        }
    }

    /** Ends the answer. */
    void end() {
        beat.run();
        exchange.end();
    }
}
