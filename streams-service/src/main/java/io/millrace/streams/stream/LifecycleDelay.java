package io.millrace.streams.stream;

import java.time.Duration;

/** How long a stream stays CREATING or DELETING. */
public record LifecycleDelay(Duration value) {}
