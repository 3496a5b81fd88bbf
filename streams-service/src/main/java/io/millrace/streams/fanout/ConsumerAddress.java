package io.millrace.streams.fanout;

import org.jspecify.annotations.Nullable;

/** How a request names a consumer: by its ARN, by its stream's ARN and its name, or by all three if they agree. */
interface ConsumerAddress {
    @Nullable
    String streamARN();

    @Nullable
    String consumerName();

    @Nullable
    String consumerARN();
}
