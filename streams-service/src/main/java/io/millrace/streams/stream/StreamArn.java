package io.millrace.streams.stream;

import io.millrace.wire.Constraint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The ARN of a stream. */
@Constraint.Pattern("arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+")
@Constraint.Length(min = 1, max = 2048)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface StreamArn {}
