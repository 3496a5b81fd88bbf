package io.millrace.streams.stream;

import java.time.Duration;

/** How long the writes of an on-demand stream are added up before their rate is looked at. */
public record OnDemandSample(Duration value) {}
