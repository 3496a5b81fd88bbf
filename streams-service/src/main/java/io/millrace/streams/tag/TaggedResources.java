package io.millrace.streams.tag;

import io.millrace.identity.Caller;
import io.millrace.streams.fanout.ConsumerTags;
import io.millrace.streams.fanout.Consumers;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.StreamTags;
import io.millrace.streams.stream.Streams;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/** Finds what a resource ARN names, a stream or a consumer of one, and does there what is asked of its tags. */
public final class TaggedResources {
    private final Streams streams;
    private final StreamTags streamTags;
    private final Consumers consumers;
    private final ConsumerTags consumerTags;

    public TaggedResources(Streams streams, StreamTags streamTags, Consumers consumers, ConsumerTags consumerTags) {
        this.streams = streams;
        this.streamTags = streamTags;
        this.consumers = consumers;
        this.consumerTags = consumerTags;
    }

    // All three throw an ApiException if what the ARN names is not there.

    SortedMap<String, String> of(String arn, Caller caller) {
        return isConsumer(arn, caller)
                ? consumerTags.of(consumers.named(arn, caller).consumer().id())
                : streamTags.of(stream(arn, caller).id());
    }

    void add(String arn, Caller caller, Map<String, String> tags) {
        if (isConsumer(arn, caller)) consumerTags.add(consumers.named(arn, caller), tags);
        else streamTags.add(stream(arn, caller), tags);
    }

    void remove(String arn, Caller caller, Collection<String> keys) {
        if (isConsumer(arn, caller)) consumerTags.remove(consumers.named(arn, caller), keys);
        else streamTags.remove(stream(arn, caller), keys);
    }

    private boolean isConsumer(String arn, Caller caller) {
        return streams.nameIn(arn, caller).indexOf('/') >= 0;
    }

    private Stream stream(String arn, Caller caller) {
        String name = streams.nameIn(arn, caller);
        var stream = streams.find(caller.account(), name);
        if (stream == null) throw StreamErrors.streamNotFound(name, caller.account());
        return stream;
    }
}
