/**
 * Delivery to Amazon S3 and stores that speak its API: one object a chunk, whose key is decided before the first byte leaves, so
 * that every attempt writes the same object.
 */
@NullMarked
package io.millrace.firehose.s3;

import org.jspecify.annotations.NullMarked;
