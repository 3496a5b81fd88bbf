package io.millrace.jq;

/** A string of whole code points: what was not valid UTF-8 has become U+FFFD. */
public final class JqString extends JqValue {
    private final String value;

    JqString(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }

    @Override
    Kind kind() {
        return Kind.STRING;
    }
}
