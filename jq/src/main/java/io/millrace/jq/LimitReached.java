package io.millrace.jq;

/** A bound of the run was met: no {@code try} catches this. */
final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String words;

    LimitReached(String words) {
        super(words, null, false, false);
        this.words = words;
    }

    String words() {
        return words;
    }
}
