package io.millrace.jq;

import org.jspecify.annotations.Nullable;

/** The nodes that decide what is evaluated, and how often. */
final class Flow {
    private Flow() {}

    /** {@code a | b} */
    static final class Pipe extends Node {
        final Node first;
        final Node then;

        Pipe(Node first, Node then) {
            super(first.single && then.single);
            this.first = first;
            this.then = then;
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            JqValue between = first.one(run, env, input);
            return between == null ? null : then.one(run, env, between);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            Env.Closure head = Calls.resolve(first, env);
            if (path == null && head.node().single) {
                JqValue between = head.node().one(run, head.env(), input);
                return between == null ? null : run.tail(then, env, between, null);
            }
            first.eval(run, env, input, path, (value, reached) -> then.eval(run, env, value, reached, out));
            return null;
        }
    }

    /** {@code a, b} */
    static final class Comma extends Node {
        final Node first;
        final Node second;

        Comma(Node first, Node second) {
            super(false);
            this.first = first;
            this.second = second;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            first.eval(run, env, input, path, out);
            return run.tail(second, env, input, path);
        }
    }

    /** {@code empty} */
    static final class Empty extends Node {
        Empty() {
            super(true);
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            return null;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            return null;
        }
    }

    /** {@code if c then a else b end} */
    static final class If extends Node {
        final Node condition;
        final Node then;
        final Node otherwise;

        If(Node condition, Node then, Node otherwise) {
            super(condition.single && then.single && otherwise.single);
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            JqValue decision = condition.one(run, env, input);
            if (decision == null) return null;
            return (decision.isTruthy() ? then : otherwise).one(run, env, input);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            Env.Closure test = Calls.resolve(condition, env);
            if (test.node().single) {
                JqValue decision = test.node().one(run, test.env(), input);
                if (decision == null) return null;
                return run.tail(decision.isTruthy() ? then : otherwise, env, input, path);
            }
            condition.eval(
                    run,
                    env,
                    input,
                    null,
                    (decision, _) -> (decision.isTruthy() ? then : otherwise).eval(run, env, input, path, out));
            return null;
        }
    }

    /** {@code a and b}, {@code a or b} */
    static final class Logic extends Node {
        final Node left;
        final Node right;
        private final boolean decides;

        /** @param decides the truth of the left side that is the answer at once */
        Logic(Node left, Node right, boolean decides) {
            super(left.single && right.single);
            this.left = left;
            this.right = right;
            this.decides = decides;
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            JqValue first = left.one(run, env, input);
            if (first == null) return null;
            if (first.isTruthy() == decides) return JqLiteral.of(decides);
            JqValue second = right.one(run, env, input);
            return second == null ? null : JqLiteral.of(second.isTruthy());
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            left.eval(run, env, input, path, (first, reached) -> {
                if (first.isTruthy() == decides) out.accept(JqLiteral.of(decides), reached);
                else
                    right.eval(
                            run,
                            env,
                            input,
                            reached,
                            (second, further) -> out.accept(JqLiteral.of(second.isTruthy()), further));
            });
            return null;
        }
    }

    /** {@code a // b}: all true outputs of a, or if there is none, b. */
    static final class Alternative extends Node {
        final Node preferred;
        final Node otherwise;

        Alternative(Node preferred, Node otherwise) {
            super(preferred.single && otherwise.single);
            this.preferred = preferred;
            this.otherwise = otherwise;
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            JqValue first = preferred.one(run, env, input);
            return first != null && first.isTruthy() ? first : otherwise.one(run, env, input);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            boolean[] found = {false};
            preferred.eval(run, env, input, path, (value, reached) -> {
                if (!value.isTruthy()) return;
                found[0] = true;
                out.accept(value, reached);
            });
            return found[0] ? null : run.tail(otherwise, env, input, path);
        }
    }

    /** {@code try body catch handler}; without a handler an error ends the outputs. */
    static final class Try extends Node {
        private final Node body;
        private final @Nullable Node handler;

        Try(Node body, @Nullable Node handler) {
            super(false);
            this.body = body;
            this.handler = handler;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            int depth = run.depth;
            try {
                body.eval(run, env, input, path, out);
                return null;
            } catch (JqError error) {
                run.depth = depth;
                return handler == null ? null : run.tail(handler, env, error.value(), path);
            }
        }
    }

    /** {@code label $name | body}: the label is a variable that holds what {@code break} throws. */
    static final class Label extends Node {
        private final Node body;

        Label(Node body) {
            super(false);
            this.body = body;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            JqValue label = JqObject.of("__jq", JqNumber.of(run.labels++));
            int depth = run.depth;
            try {
                body.eval(run, env.with(label), input, path, out);
            } catch (JqError error) {
                if (!error.value().equals(label)) throw error;
                run.depth = depth;
            }
            return null;
        }
    }

    /** {@code break $name} */
    static final class Break extends Node {
        private final int label;

        Break(int label) {
            super(true);
            this.label = label;
        }

        @Override
        JqValue one(Run run, Env env, JqValue input) {
            throw new JqError(env.value(label));
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            throw new JqError(env.value(label));
        }
    }

    /** {@code range(from; upto)} */
    static final class Range extends Node {
        private final Node from;
        private final Node upto;

        Range(Node from, Node upto) {
            super(false);
            this.from = from;
            this.upto = upto;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            from.eval(
                    run,
                    env,
                    input,
                    null,
                    (first, _) -> upto.eval(run, env, input, null, (end, _) -> {
                        if (!(first instanceof JqNumber low && end instanceof JqNumber high))
                            throw new JqError("Range bounds must be numeric");
                        for (double at = low.value(); at < high.value(); at++) {
                            run.step();
                            out.accept(JqNumber.of(at), path);
                        }
                    }));
            return null;
        }
    }
}
