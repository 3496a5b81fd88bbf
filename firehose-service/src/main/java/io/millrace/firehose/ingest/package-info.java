/** How records come in: PutRecord and PutRecordBatch. Whatever is acknowledged is in the log, on disk. */
@NullMarked
package io.millrace.firehose.ingest;

import org.jspecify.annotations.NullMarked;
