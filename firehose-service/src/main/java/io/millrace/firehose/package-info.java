/** Amazon Data Firehose. A room per feature: destinations, delivery streams, tags. */
@NullMarked
package io.millrace.firehose;

import org.jspecify.annotations.NullMarked;
