/**
 * Apache Kafka as a peer of Millrace: a broker in a JVM of its own, and a driver that puts and reads the same records with
 * as much in flight. Built on demand, since nothing else here knows Kafka.
 */
@NullMarked
package io.millrace.bench.peers;

import org.jspecify.annotations.NullMarked;
