package io.millrace.streams.stream;

import io.millrace.wire.Constraint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The {@code StreamId} member, which AWS reserves and does not implement. It is taken and ignored, and never given: a
 * client that has one no longer keeps to the endpoint that its user configured.
 */
@Constraint.Pattern("[a-z0-9]{20}-[a-z0-9]{3}")
@Constraint.Length(min = 1, max = 24)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface ReservedStreamId {}
