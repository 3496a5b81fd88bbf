package io.millrace.streams.fanout;

import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.wire.ApiError;
import io.millrace.wire.ApiException;
import io.millrace.wire.Codec;
import io.millrace.wire.Constraint;
import io.millrace.wire.EventFrame;
import io.millrace.wire.Protocol;
import org.jspecify.annotations.Nullable;

/** Errors of consumers and subscriptions. Where no answer of AWS was at hand, the words are ours and the type is AWS's. */
final class FanoutErrors {
    private FanoutErrors() {}

    static ApiException consumerNotFound(String arn) {
        return StreamErrors.notFound("Consumer " + arn + " not found.");
    }

    static ApiException consumerNotFound(String name, Stream stream) {
        return StreamErrors.notFound("Consumer " + name + under(stream) + " not found.");
    }

    static ApiException consumerExists(String name, Stream stream) {
        return StreamErrors.inUse("Consumer " + name + under(stream) + " already exists.");
    }

    static ApiException tooManyConsumers(Stream stream, int limit) {
        return StreamErrors.limitExceeded("This request would exceed the limit of " + limit
                + " registered consumers for stream " + stream.name() + " under account " + stream.account() + ".");
    }

    static ApiException tooManyInCreation(Stream stream, int limit) {
        return StreamErrors.limitExceeded("This request would exceed the limit of " + limit
                + " consumers in state CREATING for stream " + stream.name() + " under account " + stream.account()
                + ".");
    }

    /** AWS's words. */
    static ApiException notActive(Consumer consumer, Stream stream) {
        return StreamErrors.inUse("Consumer " + consumer.name() + " with creation timestamp "
                + consumer.createdAt().getEpochSecond() + under(stream) + " is not in ACTIVE status.");
    }

    /** AWS's words, before a subscription begins and when another takes it over. */
    static ApiException alreadySubscribed(Consumer consumer, Stream stream, Shard shard) {
        return StreamErrors.inUse("Another active subscription exists for this consumer: " + stream.account() + ":"
                + stream.name() + ":" + shard.id() + ":" + consumer.name());
    }

    static ApiException tooOften(Consumer consumer, Stream stream, Shard shard) {
        return StreamErrors.limitExceeded("Rate exceeded for consumer " + consumer.name() + " and shard " + shard.id()
                + " in stream " + stream.name() + " under account " + stream.account() + ".");
    }

    /** How an error ends a stream of events that has begun. */
    static byte[] frame(ApiError error) {
        var payload = Codec.of(Payload.class).encode(Protocol.JSON_1_1, new Payload(error.message()));
        return EventFrame.exception(error.code(), Protocol.JSON_1_1).of(payload);
    }

    /** The structure of every error of the model. */
    private record Payload(
            @Constraint.Name("message") @Nullable String message) {}

    private static String under(Stream stream) {
        return " under stream " + stream.name() + " and account " + stream.account();
    }
}
