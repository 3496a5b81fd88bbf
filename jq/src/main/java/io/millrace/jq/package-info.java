/**
 * The jq 1.6 language: a query is compiled once and then run over JSON bytes. Answers are those of the real program, also
 * where it is odd; work, depth and size of a run are bounded. Nothing outside of the input can be reached.
 */
@NullMarked
package io.millrace.jq;

import org.jspecify.annotations.NullMarked;
