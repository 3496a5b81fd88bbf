package io.millrace.firehose.stream;

import java.time.Instant;

/**
 * A stream of Kinesis Data Streams that records come from.
 *
 * @param start records that arrived before are not read
 */
public record KinesisStreamSource(String streamArn, String roleArn, Instant start) {}
