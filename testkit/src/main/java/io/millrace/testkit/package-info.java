/** Rigs for tests: real services on real PostgreSQL, a clock to turn by hand. */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
