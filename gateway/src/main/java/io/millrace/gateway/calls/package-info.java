/** The operations of the services, called by users of the console: who may call which, and the signed call itself. */
@NullMarked
package io.millrace.gateway.calls;

import org.jspecify.annotations.NullMarked;
