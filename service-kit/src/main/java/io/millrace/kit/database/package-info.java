/** PostgreSQL for a service: where it is, its schema, and what its failures mean to a client. */
@NullMarked
package io.millrace.kit.database;

import org.jspecify.annotations.NullMarked;
