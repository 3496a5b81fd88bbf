package io.millrace.streams.fanout;

import io.millrace.wire.Constraint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a consumer may be called. */
@Constraint.Pattern("[a-zA-Z0-9_.-]+")
@Constraint.Length(min = 1, max = 128)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@interface ConsumerName {}
