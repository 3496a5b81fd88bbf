package io.millrace.streams.stream;

import io.millrace.wire.Constraint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What can stand for a shard id in a request. */
@Constraint.Pattern("[a-zA-Z0-9_.-]+")
@Constraint.Length(min = 1, max = 128)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface ShardIdText {}
