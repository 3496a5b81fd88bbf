/**
 * How a service is started: one Spring context each, alone in its own process or beside others in one, with the same
 * settings either way.
 */
@NullMarked
package io.millrace.kit.service;

import org.jspecify.annotations.NullMarked;
