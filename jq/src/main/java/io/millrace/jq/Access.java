package io.millrace.jq;

import org.jspecify.annotations.Nullable;

/** The nodes that walk into a value and so make paths. */
final class Access {
    private Access() {}

    /** {@code .} */
    static final class Identity extends Node {
        Identity() {
            super(true);
        }

        @Override
        JqValue one(Run run, Env env, JqValue input) {
            return input;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            out.accept(input, path);
            return null;
        }
    }

    /** {@code target[key]}, also {@code .key} and slices, whose key is an object of start and end. */
    static final class Index extends Node {
        final Node target;
        final Node key;
        final boolean optional;

        Index(Node target, Node key, boolean optional) {
            super(target.single && key.single);
            this.target = target;
            this.key = key;
            this.optional = optional;
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            JqValue at = key.one(run, env, input);
            if (at == null) return null;
            JqValue from = target.one(run, env, input);
            if (from == null) return null;
            if (at instanceof JqString name && from instanceof JqObject object) {
                JqValue value = object.get(name.value());
                return value == null ? JqLiteral.NULL : value;
            }
            return look(run, from, at);
        }

        private @Nullable JqValue look(Run run, JqValue from, JqValue at) {
            if (!optional) return Paths.get(run, from, at);
            try {
                return Paths.get(run, from, at);
            } catch (JqError unreachable) {
                return null;
            }
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            key.eval(
                    run,
                    env,
                    input,
                    null,
                    (at, _) -> target.eval(run, env, input, path, (from, reached) -> {
                        Path.check(reached, from, at);
                        JqValue value = look(run, from, at);
                        if (value != null) out.accept(value, reached == null ? null : reached.then(at, value));
                    }));
            return null;
        }
    }

    /** {@code target[]} */
    static final class Each extends Node {
        final Node target;
        final boolean optional;

        Each(Node target, boolean optional) {
            super(false);
            this.target = target;
            this.optional = optional;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            if (path == null && target.single) {
                JqValue container = target.one(run, env, input);
                if (container != null) members(run, container, null, out);
            } else target.eval(run, env, input, path, (container, reached) -> members(run, container, reached, out));
            return null;
        }

        private void members(Run run, JqValue container, @Nullable Path path, Sink out) {
            if (path != null && !JqValue.same(container, path.value()))
                throw new JqError(
                        "Invalid path expression near attempt to iterate through " + JsonWriter.excerpt(container, 30));
            switch (container) {
                case JqArray array -> {
                    for (int i = 0; i < array.size(); i++) {
                        run.step();
                        JqValue item = array.get(i);
                        out.accept(item, path == null ? null : path.then(JqNumber.of(i), item));
                    }
                }
                case JqObject object -> {
                    for (int i = 0; i < object.size(); i++) {
                        run.step();
                        JqValue item = object.value(i);
                        out.accept(item, path == null ? null : path.then(new JqString(object.key(i)), item));
                    }
                }
                default -> {
                    if (!optional) throw new JqError("Cannot iterate over " + JqError.described(container));
                }
            }
        }
    }

    /** {@code path(f)} */
    static final class PathOf extends Node {
        private final Node followed;

        PathOf(Node followed) {
            super(false);
            this.followed = followed;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            followed.eval(run, env, input, Path.root(input), (value, reached) -> {
                if (reached == null) throw new IllegalStateException("path lost");
                if (!JqValue.same(value, reached.value()))
                    throw new JqError("Invalid path expression with result " + JsonWriter.excerpt(value, 30));
                JqArray keys = reached.toArray();
                run.charge(keys.size());
                out.accept(keys, path);
            });
            return null;
        }
    }

    /** {@code getpath(p)}, which leads further on the path that is followed. */
    static final class GetPath extends Node {
        private final Node keys;

        GetPath(Node keys) {
            super(keys.single);
            this.keys = keys;
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            JqValue at = keys.one(run, env, input);
            return at == null ? null : Paths.getPath(run, input, at);
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            keys.eval(run, env, input, null, (at, _) -> {
                JqValue value = Paths.getPath(run, input, at);
                if (path == null) {
                    out.accept(value, null);
                    return;
                }
                if (!JqValue.same(input, path.value()))
                    throw new JqError("Invalid path expression with result " + JsonWriter.excerpt(input, 30));
                Path reached = path;
                if (at instanceof JqArray array) {
                    for (int i = 0; i < array.size(); i++) reached = reached.then(array.get(i), value);
                    // An empty path stays where it is.
                    out.accept(value, reached);
                } else out.accept(value, reached.then(at, value));
            });
            return null;
        }
    }
}
