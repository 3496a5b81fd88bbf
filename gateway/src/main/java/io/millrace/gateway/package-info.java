/** The one port: takes every request in any protocol, and hands it to the service that it is for. */
@NullMarked
package io.millrace.gateway;

import org.jspecify.annotations.NullMarked;
