/** The access keys with which programs call the services, for administrators. */
@NullMarked
package io.millrace.gateway.access;

import org.jspecify.annotations.NullMarked;
