package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The ARN of an S3 bucket. */
@Constraint.Pattern("arn:.*:s3:::[\\w\\.\\-]{1,255}")
@Constraint.Length(min = 1, max = 2048)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface BucketArn {}
