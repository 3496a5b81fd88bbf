/** Access keys in PostgreSQL, secrets sealed; in memory where requests are proven. */
@NullMarked
package io.millrace.kit.credentials;

import org.jspecify.annotations.NullMarked;
