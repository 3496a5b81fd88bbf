package io.millrace.streams.tag;

import io.millrace.identity.Caller;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.Streams;

/** Finds what a resource ARN names. */
final class TaggedResource {
    private TaggedResource() {}

    /** @throws io.millrace.wire.ApiException if it is not there */
    static Stream find(Streams streams, String arn, Caller caller) {
        String name = streams.nameIn(arn, caller);
        if (name.indexOf('/') >= 0) throw StreamErrors.notFound("Consumer " + arn + " not found.");
        var stream = streams.find(caller.account(), name);
        if (stream == null) throw StreamErrors.streamNotFound(name, caller.account());
        return stream;
    }
}
