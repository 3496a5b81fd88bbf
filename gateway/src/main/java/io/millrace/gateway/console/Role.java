package io.millrace.gateway.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a user of the console may do; each may what the ones before it may. */
public enum Role {
    VIEWER,
    OPERATOR,
    ADMIN;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As the admin API and the tables spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that spelling, or null. */
    public static @Nullable Role of(String text) {
        for (var role : values()) if (role.text().equals(text)) return role;
        return null;
    }
}
