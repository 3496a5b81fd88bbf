/** An S3-compatible store on loopback. */
@NullMarked
package io.millrace.testkit.s3;

import org.jspecify.annotations.NullMarked;
