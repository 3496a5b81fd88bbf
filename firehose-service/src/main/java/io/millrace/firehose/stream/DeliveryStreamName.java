package io.millrace.firehose.stream;

import io.millrace.wire.Constraint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a delivery stream may be called. */
@Constraint.Pattern("[a-zA-Z0-9_.-]+")
@Constraint.Length(min = 1, max = 64)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface DeliveryStreamName {}
