package io.millrace.jq;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes that give names to values: {@code as}, {@code reduce} and {@code foreach}. */
final class Binding {
    private Binding() {}

    /** Runs with the names bound. */
    interface Bound {
        void accept(Env env, @Nullable Path path);
    }

    /** The alternatives of {@code a ?// b}, which share their variables; mostly there is one. */
    record Matcher(List<Pattern> alternatives, int variables) {
        boolean isOneVariable() {
            return alternatives.size() == 1 && alternatives.getFirst() instanceof Pattern.Variable;
        }

        void bind(Run run, Env env, JqValue value, @Nullable Path path, Bound bound) {
            if (isOneVariable()) {
                bound.accept(env.with(value), path);
                return;
            }
            int depth = run.depth;
            for (int i = 0; i < alternatives.size(); i++) {
                var slots = new JqValue[variables];
                Arrays.fill(slots, JqLiteral.NULL);
                Pattern.Matched matched = reached -> {
                    Env inner = env;
                    for (JqValue slot : slots) inner = inner.with(slot);
                    bound.accept(inner, reached);
                };
                if (i == alternatives.size() - 1) {
                    alternatives.get(i).match(run, env, slots, value, path, matched);
                    return;
                }
                try {
                    alternatives.get(i).match(run, env, slots, value, path, matched);
                    return;
                } catch (JqError failed) {
                    // The next alternative is tried, whatever failed: the match or what came after it.
                    run.depth = depth;
                }
            }
        }
    }

    /** {@code source as pattern | body} */
    static final class As extends Node {
        final Node source;
        final Matcher matcher;
        final Node body;

        As(Node source, Matcher matcher, Node body) {
            super(source.single && matcher.isOneVariable() && body.single);
            this.source = source;
            this.matcher = matcher;
            this.body = body;
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            JqValue value = source.one(run, env, input);
            return value == null ? null : body.one(run, env.with(value), input);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            if (source.single && matcher.isOneVariable()) {
                JqValue value = source.one(run, env, input);
                return value == null ? null : run.tail(body, env.with(value), input, path);
            }
            source.eval(
                    run,
                    env,
                    input,
                    null,
                    (value, _) -> matcher.bind(
                            run, env, value, path, (inner, reached) -> body.eval(run, inner, input, reached, out)));
            return null;
        }
    }

    /** jq moves the input into the first evaluation of the source: with more than one start the later ones get null. */
    private static JqValue taken(JqValue[] input) {
        JqValue value = input[0];
        input[0] = JqLiteral.NULL;
        return value;
    }

    /** {@code reduce source as pattern (init; update)} */
    static final class Reduce extends Node {
        private final Node source;
        private final Matcher matcher;
        private final Node init;
        private final Node update;

        Reduce(Node source, Matcher matcher, Node init, Node update) {
            super(init.single);
            this.source = source;
            this.matcher = matcher;
            this.init = init;
            this.update = update;
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            JqValue start = init.one(run, env, input);
            return start == null ? null : fold(run, env, input, start, null);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            var given = new JqValue[] {input};
            init.eval(
                    run,
                    env,
                    input,
                    path,
                    (start, reached) -> out.accept(fold(run, env, taken(given), start, reached), reached));
            return null;
        }

        /** An update without an output leaves null behind, one with many its last. */
        private JqValue fold(Run run, Env env, JqValue input, JqValue start, @Nullable Path path) {
            JqValue[] state = {start};
            source.eval(
                    run,
                    env,
                    input,
                    path,
                    (item, followed) -> matcher.bind(run, env, item, followed, (inner, reached) -> {
                        JqValue current = state[0];
                        state[0] = JqLiteral.NULL;
                        update.eval(run, inner, current, reached, (next, _) -> state[0] = next);
                    }));
            return state[0];
        }
    }

    /** {@code foreach source as pattern (init; update; extract)} */
    static final class Foreach extends Node {
        private final Node source;
        private final Matcher matcher;
        private final Node init;
        private final Node update;
        private final Node extract;

        Foreach(Node source, Matcher matcher, Node init, Node update, Node extract) {
            super(false);
            this.source = source;
            this.matcher = matcher;
            this.init = init;
            this.update = update;
            this.extract = extract;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            var given = new JqValue[] {input};
            init.eval(run, env, input, path, (start, started) -> {
                JqValue[] state = {start};
                source.eval(
                        run,
                        env,
                        taken(given),
                        started,
                        (item, followed) -> matcher.bind(run, env, item, followed, (inner, reached) -> {
                            JqValue current = state[0];
                            state[0] = JqLiteral.NULL;
                            update.eval(run, inner, current, reached, (next, further) -> {
                                state[0] = next;
                                extract.eval(run, inner, next, further, out);
                            });
                        }));
            });
            return null;
        }
    }
}
