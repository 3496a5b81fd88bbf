package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the keys of objects begin with. */
@Constraint.Pattern(".*")
@Constraint.Length(max = 1024)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface KeyPrefix {}
