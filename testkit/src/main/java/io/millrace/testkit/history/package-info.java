/**
 * What was written to a stream, and whether it holds just that: writers that log every attempt and every answer, a reader, and
 * checkers that report what is lost, doubled, swapped, altered or unexplained.
 */
@NullMarked
package io.millrace.testkit.history;

import org.jspecify.annotations.NullMarked;
