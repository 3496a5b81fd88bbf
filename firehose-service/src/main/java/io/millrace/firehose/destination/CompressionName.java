package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How objects are compressed, in the order in which AWS names it. */
@Constraint.OneOf({"ZIP", "HADOOP_SNAPPY", "Snappy", "GZIP", "UNCOMPRESSED"})
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface CompressionName {}
