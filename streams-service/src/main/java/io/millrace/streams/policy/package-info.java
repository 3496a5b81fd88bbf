/** Resource policies: what an owner lets others do with a stream. They are kept; their evaluation is not built yet. */
@NullMarked
package io.millrace.streams.policy;

import org.jspecify.annotations.NullMarked;
