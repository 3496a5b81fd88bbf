package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PacedPutsTest {
    private static final int PUTS_A_SECOND = 200;
    private static final int STALL_MILLIS = 500;

    /** With a latency from the sending a stall would cost the one put that was under way, and hide the hundred behind it. */
    @Test
    void aStallIsChargedToEveryPutThatWasDueMeanwhile() throws Exception {
        var goOn = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            var body = "{\"SequenceNumber\":\"1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        var put = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n", StandardCharsets.US_ASCII));
        var answered = new ArrayList<PacedPuts.Put>();
        try (var puts = new PacedPuts(server.getAddress(), List.of(put), AnswerCheck.of(Cell.PUTRECORD_16), 1)) {
            puts.pace(PUTS_A_SECOND);
            Thread.sleep(STALL_MILLIS);
            goOn.countDown();
            // All that was due while the server stood still.
            while (answered.size() < PUTS_A_SECOND * STALL_MILLIS / 1000) {
                Thread.sleep(10);
                answered.addAll(puts.taken());
            }
            assertThat(puts.firstError()).isEmpty();
        } finally {
            server.stop(0);
        }

        long halfTheStall = STALL_MILLIS * 1_000_000L / 2;
        assertThat(answered.stream().filter(one -> one.latencyNanos() > halfTheStall))
                .hasSizeGreaterThanOrEqualTo(PUTS_A_SECOND * STALL_MILLIS / 1000 / 2);
    }
}
