package io.millrace.streams.stream;

import org.jspecify.annotations.Nullable;

/** How a request names a stream: by name, by ARN, or by both if they agree. */
public interface StreamAddress {
    @Nullable
    String streamName();

    @Nullable
    String streamARN();
}
