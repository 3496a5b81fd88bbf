/** The keys of objects: prefixes with expressions in them, and the names behind. */
@NullMarked
package io.millrace.firehose.prefix;

import org.jspecify.annotations.NullMarked;
