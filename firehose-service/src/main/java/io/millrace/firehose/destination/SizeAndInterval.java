package io.millrace.firehose.destination;

import org.jspecify.annotations.Nullable;

/** Buffering hints of any destination. */
public interface SizeAndInterval {
    @Nullable
    Integer sizeInMBs();

    @Nullable
    Integer intervalInSeconds();

    /** @throws io.millrace.wire.ApiException if one is given without the other */
    static void check(@Nullable SizeAndInterval hints) {
        if (hints != null && (hints.sizeInMBs() == null) != (hints.intervalInSeconds() == null))
            throw InvalidArgument.of(
                    "BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be specified together.");
    }
}
