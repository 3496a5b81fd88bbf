package io.millrace.firehose.stream;

import io.millrace.firehose.destination.Supported;
import java.time.Duration;

/**
 * What an installation says of its delivery streams.
 *
 * @param transitionDelay how long one stays CREATING or DELETING
 * @param limit how many an account may have
 * @param supported what they may ask for
 */
public record StreamRules(Duration transitionDelay, int limit, Supported supported) {}
