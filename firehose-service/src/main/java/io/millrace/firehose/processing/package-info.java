/**
 * What is done to records on their way, in AWS's order: CloudWatch logs are decompressed, records are taken apart, a function
 * transforms them, a query finds their partition. What fails goes to the bucket for failures, record by record.
 */
@NullMarked
package io.millrace.firehose.processing;

import org.jspecify.annotations.NullMarked;
