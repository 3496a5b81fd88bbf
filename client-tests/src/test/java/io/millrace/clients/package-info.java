/**
 * The client libraries that users run, as they come, against a whole installation in a process of its own. A client gets
 * an endpoint, a key and an authority to trust, and nothing else of ours. Every one of them talks to loopback only.
 */
@NullMarked
package io.millrace.clients;

import org.jspecify.annotations.NullMarked;
