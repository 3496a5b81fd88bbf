package io.millrace.gateway.console;

import java.time.Instant;

/**
 * A browser that is signed in.
 *
 * @param id names it on the server; not the token, which only the browser has
 * @param csrf the token that every changing call repeats in a header
 * @param expiresAt when it ends without another request
 */
public record Session(String id, User user, String csrf, Instant expiresAt) {}
