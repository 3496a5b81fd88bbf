package io.millrace.jq;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes that make values. */
final class Build {
    private Build() {}

    static final class Constant extends Node {
        final JqValue value;

        Constant(JqValue value) {
            super(true);
            this.value = value;
        }

        @Override
        JqValue one(Run run, Env env, JqValue input) {
            return value;
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            out.accept(value, path);
            return null;
        }
    }

    /** {@code [f]} */
    static final class Collect extends Node {
        final Node items;

        Collect(Node items) {
            super(true);
            this.items = items;
        }

        @Override
        JqValue one(Run run, Env env, JqValue input) {
            var collected = new ArrayList<JqValue>();
            items.eval(run, env, input, null, (value, _) -> {
                // The list doubles, so every sixteenth item pays for sixteen.
                if ((collected.size() & 15) == 15) run.chargeSize(collected.size() + 1L);
                collected.add(value);
            });
            return run.made(JqArray.of(collected));
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            out.accept(one(run, env, input), path);
            return null;
        }
    }

    /** {@code {key: value, …}} */
    static final class MakeObject extends Node {
        record Member(Node key, Node value) {}

        final List<Member> members;

        MakeObject(List<Member> members) {
            super(members.stream().allMatch(member -> member.key.single && member.value.single));
            this.members = List.copyOf(members);
        }

        @Override
        @Nullable
        JqValue one(Run run, Env env, JqValue input) {
            var object = new JqObject.Builder(members.size());
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                JqValue key = member.key.one(run, env, input);
                if (key == null) return null;
                JqValue value = member.value.one(run, env, input);
                if (value == null) return null;
                object.put(name(key), value);
            }
            return run.made(object.build());
        }

        @Override
        @Nullable
        Node step(Run run, Env env, JqValue input, @Nullable Path path, Sink out) {
            if (single) {
                JqValue only = one(run, env, input);
                if (only != null) out.accept(only, path);
            } else
                member(
                        0,
                        new String[members.size()],
                        new JqValue[members.size()],
                        run,
                        env,
                        input,
                        value -> out.accept(value, path));
            return null;
        }

        private void member(
                int at, String[] keys, JqValue[] values, Run run, Env env, JqValue input, JqOutput complete) {
            if (at == members.size()) {
                var object = new JqObject.Builder(at);
                for (int i = 0; i < at; i++) object.put(keys[i], values[i]);
                complete.accept(run.made(object.build()));
                return;
            }
            Member member = members.get(at);
            member.key.eval(
                    run,
                    env,
                    input,
                    null,
                    (key, _) -> member.value.eval(run, env, input, null, (value, _) -> {
                        keys[at] = name(key);
                        values[at] = value;
                        member(at + 1, keys, values, run, env, input, complete);
                    }));
        }

        private static String name(JqValue key) {
            if (key instanceof JqString string) return string.value();
            throw new JqError("Cannot use " + JqError.described(key) + " as object key");
        }
    }
}
