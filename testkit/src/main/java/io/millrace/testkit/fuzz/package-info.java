/** Inputs that nobody should send: a corpus kept in files, and seeded changes of it. */
@NullMarked
package io.millrace.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
