package io.millrace.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds an operation by {@code X-Amz-Target}, for example {@code Kinesis_20131202.PutRecord}.
 *
 * @param <H> what handles an operation
 */
public final class OperationRegistry<H> {
    private final String prefix;
    private final Map<String, H> byTarget = new HashMap<>();
    private final Set<String> notBuilt;
    private @Nullable OperationRegistry<H> others;

    /**
     * @param prefix the API's part of the target, for example {@code Kinesis_20131202}
     * @param notBuilt operations that the API has and this version does not: they get an answer that says so
     */
    public OperationRegistry(String prefix, Set<String> notBuilt) {
        this.prefix = prefix;
        this.notBuilt = Set.copyOf(notBuilt);
    }

    public void register(String operation, H handler) {
        if (byTarget.putIfAbsent(prefix + "." + operation, handler) != null || notBuilt.contains(operation))
            throw new IllegalArgumentException(operation + " is registered twice");
    }

    /** Has the operations of another API found here too. */
    public OperationRegistry<H> alsoFinding(OperationRegistry<H> another) {
        others = another;
        return this;
    }

    /**
     * The handler of a target.
     *
     * @throws ApiException UnknownOperationException if the API has no such operation or this version lacks it
     */
    public H find(@Nullable String target) {
        H handler = target == null ? null : byTarget.get(target);
        if (handler != null) return handler;
        if (target != null && target.startsWith(prefix + ".")) {
            String operation = target.substring(prefix.length() + 1);
            if (notBuilt.contains(operation))
                throw ApiException.of(ApiError.badRequest(
                        "UnknownOperationException",
                        operation + " is not supported by this version of Millrace, see docs/compatibility.md."));
        }
        if (others != null) return others.find(target);
        throw ApiException.of(CommonErrors.unknownOperation());
    }

    public Map<String, H> all() {
        return Map.copyOf(byTarget);
    }

    public Set<String> notBuilt() {
        return notBuilt;
    }
}
