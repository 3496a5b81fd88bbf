/** A disk that loses what it may, for whoever claims that nothing is lost. */
@NullMarked
package io.millrace.testkit.disk;

import org.jspecify.annotations.NullMarked;
