package io.millrace.kit.credentials;

import java.util.Locale;

/** What an access key is for. */
public enum KeyKind {
    /** The first key of an account. */
    ROOT,
    /** Made by a user. */
    USER,
    /** The console's own, with which the gateway signs what a user does there. */
    CONSOLE;

    /** As the table and the admin API spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
