/**
 * The one way of a request: collect, authenticate, find the operation, decode, check, run, encode. Errors leave by the
 * same door as answers. Every service runs its operations through here, and none has a second way in.
 */
@NullMarked
package io.millrace.kit.request;

import org.jspecify.annotations.NullMarked;
