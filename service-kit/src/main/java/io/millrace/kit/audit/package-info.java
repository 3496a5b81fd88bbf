/** Who changed what, when, and what came of it: a row in PostgreSQL for every changing call, kept for a year. */
@NullMarked
package io.millrace.kit.audit;

import org.jspecify.annotations.NullMarked;
