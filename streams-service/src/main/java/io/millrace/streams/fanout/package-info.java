/**
 * Enhanced fan-out: consumers that are registered with a stream, and the subscriptions by which records are pushed to them
 * as they are put. Consumers are in the table and in a view in memory; a subscription is nobody's but its connection's.
 */
@NullMarked
package io.millrace.streams.fanout;

import org.jspecify.annotations.NullMarked;
