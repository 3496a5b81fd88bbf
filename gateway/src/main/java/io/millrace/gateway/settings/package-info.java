/** What the gateway is set to, for administrators to look at. */
@NullMarked
package io.millrace.gateway.settings;

import org.jspecify.annotations.NullMarked;
