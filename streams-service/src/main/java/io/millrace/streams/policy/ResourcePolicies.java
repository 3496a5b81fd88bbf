package io.millrace.streams.policy;

import io.millrace.identity.Caller;
import io.millrace.streams.fanout.Consumers;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.Streams;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The policies of streams and consumers. They go with their stream. */
public final class ResourcePolicies {
    private final ResourcePolicyRepository rows;
    private final TransactionOperations transactions;
    private final Streams streams;
    private final Consumers consumers;

    ResourcePolicies(
            ResourcePolicyRepository rows, TransactionOperations transactions, Streams streams, Consumers consumers) {
        this.rows = rows;
        this.transactions = transactions;
        this.streams = streams;
        this.consumers = consumers;
    }

    void put(String arn, String policy, Caller caller) {
        var stream = find(arn, caller);
        PolicyDocument.check(policy, caller.account());
        var row = new ResourcePolicyEntity();
        row.resourceArn = arn;
        row.streamId = stream.id();
        row.policy = policy;
        transactions.executeWithoutResult(status -> rows.save(row));
    }

    /** The policy of a resource, or null. */
    @Nullable
    String get(String arn, Caller caller) {
        find(arn, caller);
        return rows.findById(arn).map(row -> row.policy).orElse(null);
    }

    void delete(String arn, Caller caller) {
        find(arn, caller);
        transactions.executeWithoutResult(status -> {
            if (!rows.existsById(arn)) throw StreamErrors.notFound("No policy found for resource ARN " + arn + ".");
            rows.deleteById(arn);
        });
    }

    /** The stream that a resource is, or belongs to. @throws io.millrace.wire.ApiException if the resource is not there */
    private Stream find(String arn, Caller caller) {
        String name = streams.nameIn(arn, caller);
        if (name.indexOf('/') >= 0) return consumers.named(arn, caller).stream();
        var stream = streams.find(caller.account(), name);
        if (stream == null) throw StreamErrors.streamNotFound(name, caller.account());
        return stream;
    }
}
