package io.millrace.gateway.console;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows who a session cookie belongs to. */
public interface Sessions {
    /** The session of that token, or null if there is none, it ended, or its user is disabled. May wait for the database. */
    @Nullable
    Session find(String token);

    /** True if that session still holds; asking is no request of its user, so it does not prolong it. May wait. */
    boolean lives(String token);

    /** True if the session was seen lately; waits for nothing. */
    boolean knows(String token);

    /** How one can sign in, for an answer to somebody who is not. */
    Map<String, @Nullable Object> waysIn();
}
