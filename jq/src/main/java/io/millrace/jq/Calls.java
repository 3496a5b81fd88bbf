package io.millrace.jq;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes that use names: variables, parameters, functions of the query and of the engine. */
final class Calls {
    private Calls() {}

    /** {@code $name} */
    static final class Variable extends Node {
        private final int distance;

        Variable(int distance) {
            super(true);
            this.distance = distance;
        }

        @Override
        JqValue one(Run run, Env env, JqValue input) {
            return env.value(distance);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            out.accept(env.value(distance), path);
            return null;
        }
    }

    /** A parameter of the function around, evaluated where its argument stands. */
    static final class Parameter extends Node {
        final int distance;

        Parameter(int distance) {
            super(false);
            this.distance = distance;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            Env.Closure closure = env.closure(distance);
            return run.tail(closure.node(), closure.env(), input, path);
        }
    }

    /** The node itself, or what it stands for if it is a parameter: a loop whose step is simple then needs no depth. */
    static Env.Closure resolve(Node node, Env env) {
        return node instanceof Parameter parameter ? env.closure(parameter.distance) : new Env.Closure(node, env);
    }

    /** A function written in jq. */
    static final class Definition {
        /** How many slots the environment has where the function is defined. */
        final int level;

        private @Nullable Node body;

        Definition(int level) {
            this.level = level;
        }

        void define(Node body) {
            this.body = body;
        }

        Node body() {
            if (body == null) throw new IllegalStateException("not defined yet");
            return body;
        }
    }

    static final class Call extends Node {
        private final Definition definition;
        private final int levels;
        private final List<Node> arguments;

        /** @param levels how many slots lie between the caller and the place of the definition */
        Call(Definition definition, int levels, List<Node> arguments) {
            super(false);
            this.definition = definition;
            this.levels = levels;
            this.arguments = List.copyOf(arguments);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            Env inner = env.up(levels);
            for (int i = 0; i < arguments.size(); i++) {
                Node argument = arguments.get(i);
                // A parameter handed on is the closure it stands for, or a recursion would make a chain of them.
                inner = inner.with(
                        argument instanceof Parameter handed
                                ? env.closure(handed.distance)
                                : new Env.Closure(argument, env));
            }
            return run.tail(definition.body(), inner, input, path);
        }
    }

    /** {@code target += value} and its like: the value is taken of the whole input, once for all targets. */
    static final class Update extends Node {
        private final Definition modify;
        private final Node target;
        private final Node value;
        private final Node combination;

        /** @param combination of the old value, its input, and the innermost variable */
        Update(Definition modify, Node target, Node value, Node combination) {
            super(false);
            this.modify = modify;
            this.target = target;
            this.value = value;
            this.combination = combination;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            value.eval(run, env, input, path, (given, reached) -> {
                Env inner = Env.EMPTY
                        .with(new Env.Closure(target, env))
                        .with(new Env.Closure(combination, env.with(given)));
                modify.body().eval(run, inner, input, reached, out);
            });
            return null;
        }
    }

    /** A function of the engine over values; no output is null. */
    @FunctionalInterface
    interface Native {
        @Nullable
        JqValue call(Run run, JqValue input, JqValue[] arguments);
    }

    /** Calls a function of the engine with every combination of its arguments' outputs, the first changing fastest. */
    static final class CallNative extends Node {
        private static final JqValue[] NONE = {};

        final Native function;
        final Node[] arguments;
        final boolean usesInput;

        CallNative(Native function, List<Node> arguments) {
            this(function, arguments, true);
        }

        /** @param usesInput false for an operator, which sees its arguments only */
        CallNative(Native function, List<Node> arguments, boolean usesInput) {
            super(arguments.stream().allMatch(argument -> argument.single));
            this.usesInput = usesInput;
            this.function = function;
            this.arguments = arguments.toArray(Node[]::new);
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            if (arguments.length == 0) return function.call(run, input, NONE);
            var values = new JqValue[arguments.length];
            for (int i = values.length - 1; i >= 0; i--) {
                JqValue value = arguments[i].one(run, env, input);
                if (value == null) return null;
                values[i] = value;
            }
            return function.call(run, input, values);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            if (single) {
                JqValue result = one(run, env, input);
                if (result != null) out.accept(result, path);
            } else argument(arguments.length - 1, new JqValue[arguments.length], run, env, input, path, out);
            return null;
        }

        private void argument(
                int at, JqValue[] values, Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            if (at < 0) {
                JqValue result = function.call(run, input, Arrays.copyOf(values, values.length));
                if (result != null) out.accept(result, path);
                return;
            }
            arguments[at].eval(run, env, input, null, (value, _) -> {
                values[at] = value;
                argument(at - 1, values, run, env, input, path, out);
            });
        }
    }
}
