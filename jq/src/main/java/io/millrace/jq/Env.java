package io.millrace.jq;

import org.jspecify.annotations.Nullable;

/** The values of variables and function parameters, innermost first; the parser has counted how far away each one lies. */
final class Env {
    static final Env EMPTY = new Env(null, JqLiteral.NULL);

    private final @Nullable Env parent;
    private final Object slot;

    private Env(@Nullable Env parent, Object slot) {
        this.parent = parent;
        this.slot = slot;
    }

    Env with(JqValue value) {
        return new Env(this, value);
    }

    Env with(Closure closure) {
        return new Env(this, closure);
    }

    Env up(int levels) {
        Env env = this;
        for (int i = 0; i < levels; i++) {
            Env next = env.parent;
            if (next == null) throw new IllegalStateException("no such level");
            env = next;
        }
        return env;
    }

    JqValue value(int distance) {
        return (JqValue) up(distance).slot;
    }

    Closure closure(int distance) {
        return (Closure) up(distance).slot;
    }

    /** A function's argument: code and where its own names live. */
    record Closure(Node node, Env env) {}
}
