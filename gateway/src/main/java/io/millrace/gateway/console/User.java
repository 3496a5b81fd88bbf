package io.millrace.gateway.console;

/**
 * Who is signed in.
 *
 * @param source {@code local} or {@code oidc}
 * @param mustChangePassword true while the password is a temporary one
 */
public record User(String name, Role role, String source, boolean mustChangePassword) {}
