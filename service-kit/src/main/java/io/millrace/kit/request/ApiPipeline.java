package io.millrace.kit.request;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.identity.Authenticator;
import io.millrace.kit.http.Exchange;
import io.millrace.kit.http.HttpHandler;
import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;
import io.millrace.wire.Codec;
import io.millrace.wire.CommonErrors;
import io.millrace.wire.OperationRegistry;
import io.millrace.wire.Protocol;
import io.millrace.wire.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the requests of one AWS JSON API: collects the body, proves the caller, finds the operation, and lets either its
 * short cut answer on the event loop or the comfortable path on a virtual thread. Nothing runs before the signature holds.
 */
public final class ApiPipeline implements HttpHandler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApiPipeline.class);
    private static final String CANT_NAME_OPERATION = "Unable to determine service/operation name to be authorized";

    private final ApiSettings settings;
    private final OperationRegistry<ApiOperation<?, ?>> operations;
    private final Authenticator authenticator;
    private final Admission admission;
    private final FaultTranslator faults;
    private final CallAudit audit;
    private final MeterRegistry metrics;
    private final BodyMemory memory;
    private final Semaphore calls;
    private final ExecutorService threads;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    public ApiPipeline(
            ApiSettings settings,
            OperationRegistry<ApiOperation<?, ?>> operations,
            Authenticator authenticator,
            Admission admission,
            FaultTranslator faults,
            CallAudit audit,
            MeterRegistry metrics) {
        this.settings = settings;
        this.operations = operations;
        this.authenticator = authenticator;
        this.admission = admission;
        this.faults = faults;
        this.audit = audit;
        this.metrics = metrics;
        this.memory = new BodyMemory(settings.maxBodyMemoryBytes());
        this.calls = new Semaphore(settings.maxConcurrentCalls());
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(settings.service() + "-call-", 0).factory());
        metrics.gauge("millrace.request.body.memory.bytes", memory, BodyMemory::lentBytes);
    }

    @Override
    public Body open(Exchange exchange) {
        if (!HttpMethod.POST.equals(exchange.method()))
            return refuse(exchange, 403, xml("AccessDeniedException", CANT_NAME_OPERATION), "application/xml");
        var protocol = Protocol.ofContentType(exchange.headers().get("content-type"));
        if (protocol == null) {
            String target = exchange.headers().get("x-amz-target");
            return target == null || target.indexOf('.') < 0
                    ? refuse(exchange, 403, xml("AccessDeniedException", CANT_NAME_OPERATION), "application/xml")
                    : refuse(exchange, 404, "<UnknownOperationException/>\n", "application/xml");
        }
        long declared = exchange.declaredLength();
        if (declared > settings.maxBodyBytes()) return refuse(exchange, protocol, CommonErrors.requestTooLarge());
        var buffer = memory.lend(declared);
        if (buffer == null) return refuse(exchange, protocol, overloaded());
        return new Collector(exchange, protocol, buffer);
    }

    /** Gathers one body. */
    private final class Collector implements Body {
        private final Exchange exchange;
        private final Protocol protocol;
        private @Nullable BodyBuffer buffer;

        Collector(Exchange exchange, Protocol protocol, BodyBuffer buffer) {
            this.exchange = exchange;
            this.protocol = protocol;
            this.buffer = buffer;
        }

        @Override
        public void data(ByteBuf piece) {
            if (buffer == null) return;
            if (buffer.length() + piece.readableBytes() > settings.maxBodyBytes())
                refuse(exchange, protocol, CommonErrors.requestTooLarge());
            else if (!memory.add(buffer, piece)) refuse(exchange, protocol, overloaded());
            else return;
            aborted();
        }

        @Override
        public void end() {
            if (buffer == null) return;
            var whole = buffer;
            buffer = null;
            run(new ApiRequest(ApiPipeline.this, exchange, protocol, whole));
        }

        @Override
        public void aborted() {
            if (buffer == null) return;
            memory.giveBack(buffer);
            buffer = null;
        }
    }

    private void run(ApiRequest request) {
        boolean handedOver = false;
        try {
            request.authenticated(authenticator.authenticate(request, settings.signingName()));
            var operation = operations.find(request.exchange().headers().get("x-amz-target"));
            request.targets(operation.name());
            var fastPath = operation.fastPath();
            if (fastPath != null && fastPath.handle(request)) return;
            call(request, operation);
            handedOver = true;
        } catch (Throwable e) {
            request.fail(e);
        } finally {
            if (!handedOver) memory.giveBack(request.buffer());
        }
    }

    private <I extends Record> void call(ApiRequest request, ApiOperation<I, ?> operation) {
        if (!calls.tryAcquire()) throw ApiException.of(overloaded());
        threads.execute(() -> {
            I input = null;
            try {
                input = operation.decode(request.protocol(), request.body(), request.bodyLength());
                byte[] answer =
                        operation.run(request.protocol(), input, request.caller(), admission, settings.showsValues());
                tell(request, operation, input, null);
                request.succeed(Unpooled.wrappedBuffer(answer));
            } catch (Throwable e) {
                var error = errorOf(request, e);
                tell(request, operation, input, error);
                request.fail(error);
            } finally {
                calls.release();
                request.exchange().loop().execute(() -> memory.giveBack(request.buffer()));
            }
        });
    }

    private <I extends Record> void tell(
            ApiRequest request, ApiOperation<I, ?> operation, @Nullable I input, @Nullable ApiError error) {
        if (!audit.concerns(operation.name())) return;
        try {
            byte[] json = input == null ? null : operation.inputAsJson(input);
            audit.called(request, settings.service(), operation.name(), input, json, error);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("service", settings.service())
                    .addKeyValue("operation", operation.name())
                    .addKeyValue("requestId", request.id())
                    .setCause(e)
                    .log("call not audited");
        }
    }

    /** What the client is told of a failure; a fault of ours goes to the log under the request's id. */
    ApiError errorOf(ApiRequest request, Throwable cause) {
        ApiError error = cause instanceof ApiException api ? api.error() : faults.translate(cause);
        if (error == null) error = CommonErrors.internalFailure();
        if (error.isServerFault()) {
            var event = log.atError()
                    .addKeyValue("service", settings.service())
                    .addKeyValue("operation", request.operation())
                    .addKeyValue("requestId", request.id())
                    .addKeyValue("error", error.code());
            // The trace of a known, passing fault says nothing new and would fill the log while it lasts.
            if (error.status() == 500) event.setCause(cause).log("request failed");
            else event.addKeyValue("cause", String.valueOf(cause.getMessage())).log("request refused");
        }
        return error;
    }

    /** Counts and, at debug level, logs a request that is about to be answered. */
    void answered(ApiRequest request, @Nullable ApiError error) {
        long nanos = System.nanoTime() - request.startNanos();
        String result = error == null ? "Success" : error.isServerFault() ? "ServerError" : "ClientError";
        timer(request.operation(), result).record(nanos, TimeUnit.NANOSECONDS);
        if (!log.isDebugEnabled()) return;
        var caller = request.callerIfKnown();
        log.atDebug()
                .addKeyValue("service", settings.service())
                .addKeyValue("operation", request.operation())
                .addKeyValue("requestId", request.id())
                .addKeyValue("account", caller == null ? "-" : caller.account())
                .addKeyValue("error", error == null ? "-" : error.code())
                .addKeyValue("micros", nanos / 1_000)
                .log("request answered");
    }

    private Timer timer(String operation, String result) {
        return timers.computeIfAbsent(
                operation + "/" + result,
                key -> Timer.builder("millrace.request")
                        .description("Time from the whole request to its answer")
                        .tag("service", settings.service())
                        .tag("operation", operation)
                        .tag("result", result)
                        .publishPercentileHistogram(false)
                        .register(metrics));
    }

    private static ApiError overloaded() {
        return CommonErrors.serviceUnavailable("Too many requests are in flight, please try again.");
    }

    private Body refuse(Exchange exchange, Protocol protocol, ApiError error) {
        var content = Unpooled.wrappedBuffer(Codec.encode(protocol, error));
        respond(exchange, error.status(), content, protocol.contentType());
        return Body.IGNORED;
    }

    private Body refuse(Exchange exchange, int status, String text, String contentType) {
        respond(exchange, status, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), contentType);
        return Body.IGNORED;
    }

    private static void respond(Exchange exchange, int status, ByteBuf content, String contentType) {
        var headers = ResponseHeaders.of(RequestId.next()).set("content-type", contentType);
        exchange.respond(status, headers, content);
    }

    private static String xml(String code, String message) {
        return "<" + code + ">\n  <Message>" + message + "</Message>\n</" + code + ">\n";
    }

    @Override
    public void close() {
        threads.close();
    }
}
