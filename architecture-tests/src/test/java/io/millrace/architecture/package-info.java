/** The rules of the house, held by tests. */
@NullMarked
package io.millrace.architecture;

import org.jspecify.annotations.NullMarked;
