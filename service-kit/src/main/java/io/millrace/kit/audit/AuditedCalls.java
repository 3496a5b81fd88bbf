package io.millrace.kit.audit;

import io.millrace.kit.credentials.ConsoleKey;
import io.millrace.kit.request.ApiRequest;
import io.millrace.kit.request.CallAudit;
import io.millrace.wire.ApiError;
import java.lang.reflect.RecordComponent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the changing calls of a service into events: whoever called, and also what was refused. */
public final class AuditedCalls implements CallAudit {
    private static final int MAX_DETAIL_CHARS = 4 * 1024;
    private static final int UNAVAILABLE = 503;

    /** The members that say what an operation is about, the most exact one first. */
    private static final List<String> RESOURCES =
            List.of("resourcearn", "consumerarn", "streamarn", "streamname", "deliverystreamname");

    private final Audit audit;
    private final ConsoleKey console;
    private final InstantSource clock;

    AuditedCalls(Audit audit, ConsoleKey console, InstantSource clock) {
        this.audit = audit;
        this.console = console;
        this.clock = clock;
    }

    /** Everything but looking, and but the records themselves. */
    @Override
    public boolean concerns(String operation) {
        for (String looking : List.of("Get", "List", "Describe", "SubscribeTo", "PutRecord"))
            if (operation.startsWith(looking)) return false;
        return true;
    }

    @Override
    public void called(
            ApiRequest request,
            String service,
            String operation,
            @Nullable Record input,
            byte @Nullable [] inputJson,
            @Nullable ApiError error) {
        var event = event(request, service, operation, input, inputJson, error);
        // The database that this call missed would keep its caller waiting for the event too: the answer goes first.
        if (error != null && error.status() == UNAVAILABLE)
            Thread.ofVirtual().name("audit").start(() -> audit.write(event));
        else audit.write(event);
    }

    private AuditEvent event(
            ApiRequest request,
            String service,
            String operation,
            @Nullable Record input,
            byte @Nullable [] inputJson,
            @Nullable ApiError error) {
        var caller = request.caller();
        String user = caller.accessKeyId().equals(console.id()) ? request.signedHeader(ConsoleKey.ACTING_USER) : null;
        String from = user == null ? null : request.signedHeader(ConsoleKey.ACTING_ADDRESS);
        return new AuditEvent(
                clock.instant(),
                caller.account(),
                user == null ? caller.arn() : user,
                caller.accessKeyId(),
                user == null ? AuditEvent.API : AuditEvent.CONSOLE,
                service,
                operation,
                input == null ? null : resource(input),
                error == null ? AuditEvent.SUCCESS : error.code(),
                request.id(),
                inputJson == null ? "{}" : detail(new String(inputJson, StandardCharsets.UTF_8)),
                from == null ? address(request) : from);
    }

    private static String address(ApiRequest request) {
        return request.exchange().remoteAddress() instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : "unknown";
    }

    /** What is too long is cut, and is JSON all the same. */
    static String detail(String json) {
        if (json.length() <= MAX_DETAIL_CHARS) return json;
        var beginning = new StringBuilder("{\"truncated\":\"");
        for (int i = 0; i < json.length() && beginning.length() < MAX_DETAIL_CHARS - 10; i++) {
            char c = json.charAt(i);
            if (c == '"' || c == '\\') beginning.append('\\');
            beginning.append(Character.isSurrogate(c) || c < ' ' ? '?' : c);
        }
        return beginning.append("\"}").toString();
    }

    private static @Nullable String resource(Record input) {
        var components = input.getClass().getRecordComponents();
        for (String name : RESOURCES)
            for (var component : components)
                if (component.getName().toLowerCase(Locale.ROOT).equals(name)) {
                    Object value = value(component, input);
                    if (value != null) return value.toString();
                }
        return null;
    }

    private static @Nullable Object value(RecordComponent component, Record input) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(input);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(Arrays.toString(input.getClass().getRecordComponents()), e);
        }
    }
}
