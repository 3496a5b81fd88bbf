package io.millrace.jq;

import org.jspecify.annotations.Nullable;

/**
 * A compiled expression. It pushes its outputs into a sink, so what follows a generator runs inside of it; an error of
 * what follows therefore passes through a {@code try} before, which catches it, as in jq 1.6.
 */
abstract class Node {
    /** Whether {@link #one} may be used: at most one output, and no {@code try} that what follows must run inside of. */
    final boolean single;

    Node(boolean single) {
        this.single = single;
    }

    /**
     * Pushes the outputs, or those before the last call, which it then returns with its inputs left in the run.
     *
     * @param path null if paths are not followed
     */
    abstract @Nullable Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out);

    /** The only output, or null if there is none. */
    @Nullable
    JqValue one(Run run, Env env, JqValue input) {
        throw new IllegalStateException("has many outputs");
    }

    final void eval(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
        int depth = run.depth;
        run.enter();
        Node node = this;
        while (true) {
            run.step();
            if (node.single && path == null) {
                JqValue value = node.one(run, env, input);
                if (value != null) out.accept(value, null);
                break;
            }
            Node tail = node.step(run, env, input, path, out);
            if (tail == null) break;
            node = tail;
            env = run.tailEnv;
            input = run.tailInput;
            path = run.tailPath;
        }
        run.depth = depth;
    }
}
