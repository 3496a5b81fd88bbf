/** Tokens that clients carry and must not read or change: shard iterators and page tokens. */
@NullMarked
package io.millrace.streams.token;

import org.jspecify.annotations.NullMarked;
