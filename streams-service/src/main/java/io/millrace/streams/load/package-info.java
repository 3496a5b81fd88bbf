/** What shards bear, for those who watch: metrics, the busiest keys, and the growth of on-demand streams. */
@NullMarked
package io.millrace.streams.load;

import org.jspecify.annotations.NullMarked;
