package io.millrace.jq;

import org.jspecify.annotations.Nullable;

/** The state of one run: what it has used, and where a node left the inputs of its tail call. Used by one thread. */
final class Run {
    /** Values this deep cannot come from JSON, only from a query that wraps without end. */
    private static final int NESTING = 1_000;

    private final JqLimits limits;
    private long stepsLeft;
    int depth;
    long labels;

    Env tailEnv = Env.EMPTY;
    JqValue tailInput = JqLiteral.NULL;

    @Nullable
    Path tailPath;

    Run(JqLimits limits) {
        this.limits = limits;
        stepsLeft = limits.steps();
    }

    void step() {
        if (--stepsLeft < 0) throw new LimitReached("the query takes more than " + limits.steps() + " steps");
    }

    void charge(long steps) {
        stepsLeft -= steps;
        if (stepsLeft < 0) throw new LimitReached("the query takes more than " + limits.steps() + " steps");
    }

    void enter() {
        if (++depth > limits.depth())
            throw new LimitReached("the query nests calls deeper than " + limits.depth() + " levels");
    }

    /** Pays for an array or string that is about to be made. */
    void chargeSize(long size) {
        if (size > limits.size()) throw new LimitReached("the query makes a value larger than " + limits.size());
        charge(size >> 4);
    }

    <V extends JqValue> V made(V value) {
        if (value.nesting() > NESTING) throw new LimitReached("the query nests values deeper than " + NESTING);
        return value;
    }

    @Nullable
    Node tail(Node node, Env env, JqValue input, @Nullable Path path) {
        tailEnv = env;
        tailInput = input;
        tailPath = path;
        return node;
    }
}
