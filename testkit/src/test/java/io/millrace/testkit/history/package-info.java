/** Tests of the log: the contract of every engine, the local engine against real files and against a simulated disk. */
@NullMarked
package io.millrace.testkit.history;

import org.jspecify.annotations.NullMarked;
