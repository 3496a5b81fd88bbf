/**
 * The load generator: signed Kinesis calls against Millrace and, in turn, against the {@code ceiling} of this machine, so
 * that every figure is a ratio of two runs of the same minute.
 */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
