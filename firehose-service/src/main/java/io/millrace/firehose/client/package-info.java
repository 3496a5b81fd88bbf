/** What clients of AWS services have in common. */
@NullMarked
package io.millrace.firehose.client;

import org.jspecify.annotations.NullMarked;
