/** What was done, and by whom: events of the console itself, and the list of all events. */
@NullMarked
package io.millrace.gateway.audit;

import org.jspecify.annotations.NullMarked;
