@NullMarked
package io.millrace.firehose;

import org.jspecify.annotations.NullMarked;
