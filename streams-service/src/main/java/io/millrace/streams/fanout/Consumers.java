package io.millrace.streams.fanout;

import io.millrace.identity.Caller;
import io.millrace.streams.stream.RegisteredConsumers;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.Streams;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * All consumers in memory, by stream and name. Read by every request without a lock; written by {@link ConsumerStore}
 * alone, after the table was.
 */
public final class Consumers implements RegisteredConsumers {
    private final Map<Long, ConcurrentSkipListMap<String, Consumer>> byStream = new ConcurrentHashMap<>();
    private final Map<Long, Consumer> byId = new ConcurrentHashMap<>();
    private final Streams streams;

    Consumers(Streams streams) {
        this.streams = streams;
    }

    /** A consumer and the stream that it is registered with. */
    public record Registered(Consumer consumer, Stream stream) {}

    @Override
    public int count(long stream) {
        var consumers = byStream.get(stream);
        return consumers == null ? 0 : consumers.size();
    }

    @Override
    public void streamGone(long stream) {
        var gone = byStream.remove(stream);
        if (gone != null) for (var consumer : gone.values()) byId.remove(consumer.id());
    }

    /** The consumers of a stream, in the order of their names, those after a name only if one is given. */
    public Collection<Consumer> list(long stream, @Nullable String after) {
        var consumers = byStream.get(stream);
        if (consumers == null) return List.of();
        return after == null
                ? consumers.values()
                : consumers.tailMap(after, false).values();
    }

    Collection<Consumer> all() {
        return byId.values();
    }

    @Nullable
    Consumer find(long id) {
        return byId.get(id);
    }

    @Nullable
    Consumer find(long stream, String name) {
        var consumers = byStream.get(stream);
        return consumers == null ? null : consumers.get(name);
    }

    /**
     * The consumer of an ARN.
     *
     * @param arn of the form that a request's constraints let through
     * @throws io.millrace.wire.ApiException if there is none, or none any more
     */
    public Registered named(String arn, Caller caller) {
        String path = streams.nameIn(arn, caller);
        int slash = path.indexOf("/consumer/");
        int colon = path.lastIndexOf(':');
        var stream = slash < 0 || colon < slash + "/consumer/".length()
                ? null
                : streams.find(caller.account(), path.substring(0, slash));
        if (stream == null) throw FanoutErrors.consumerNotFound(arn);
        String name = path.substring(slash + "/consumer/".length(), colon);
        var consumer = find(stream.id(), name);
        if (consumer == null || !consumer.arn().equals(arn)) throw FanoutErrors.consumerNotFound(arn);
        return new Registered(consumer, stream);
    }

    /**
     * The consumer that a request names.
     *
     * @throws io.millrace.wire.ApiException if it names none, two that differ, or one that is not there
     */
    Registered named(ConsumerAddress address, Caller caller) {
        String arn = address.consumerARN();
        String streamArn = address.streamARN();
        String name = address.consumerName();
        if (arn == null && (streamArn == null || name == null))
            throw StreamErrors.invalidArgument(
                    "Either ConsumerARN or both StreamARN and ConsumerName should be provided.");
        if (arn == null) return named(String.valueOf(streamArn), String.valueOf(name), caller);
        var found = named(arn, caller);
        if ((streamArn != null && !streamArn.equals(found.stream.arn()))
                || (name != null && !name.equals(found.consumer.name())))
            throw StreamErrors.invalidArgument(
                    "ConsumerARN " + arn + " does not match the StreamARN or the ConsumerName of the request.");
        return found;
    }

    private Registered named(String streamArn, String name, Caller caller) {
        String streamName = streams.nameIn(streamArn, caller);
        var stream = streams.find(caller.account(), streamName);
        if (stream == null) throw StreamErrors.streamNotFound(streamName, caller.account());
        var consumer = find(stream.id(), name);
        if (consumer == null) throw FanoutErrors.consumerNotFound(name, stream);
        return new Registered(consumer, stream);
    }

    void put(Consumer consumer) {
        byStream.computeIfAbsent(consumer.stream(), stream -> new ConcurrentSkipListMap<>())
                .put(consumer.name(), consumer);
        byId.put(consumer.id(), consumer);
    }

    void remove(Consumer consumer) {
        byId.remove(consumer.id());
        byStream.computeIfPresent(consumer.stream(), (stream, consumers) -> {
            consumers.remove(consumer.name());
            return consumers.isEmpty() ? null : consumers;
        });
    }
}
