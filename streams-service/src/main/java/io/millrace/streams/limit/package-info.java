/** How much may be asked of shards and of the API, and how much is: limits as a policy, and the load that they meet. */
@NullMarked
package io.millrace.streams.limit;

import org.jspecify.annotations.NullMarked;
