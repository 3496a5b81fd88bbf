/** Functions that transform records, wherever they run. */
@NullMarked
package io.millrace.firehose.function;

import org.jspecify.annotations.NullMarked;
