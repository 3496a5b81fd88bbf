package io.millrace.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands after {@code as}: it takes a value apart into the slots of its variables. */
sealed interface Pattern {
    /**
     * Fills the slots and goes on, once for every way in which the keys' expressions have it.
     *
     * @param env where the keys' expressions find their names: outside of the pattern
     */
    void match(Run run, Env env, JqValue[] slots, JqValue value, @Nullable Path path, Matched next);

    /** The pattern without its second binding of a name, in the order of matching, which without alternatives has no effect. */
    Pattern bindingOnce(Set<Integer> bound);

    /** What runs with the slots filled. */
    interface Matched {
        void accept(@Nullable Path path);
    }

    /** {@code $name}; below zero the name was bound before and stays as it is. */
    record Variable(int slot) implements Pattern {
        @Override
        public Pattern bindingOnce(Set<Integer> bound) {
            return bound.add(slot) ? this : new Variable(-1);
        }

        @Override
        public void match(Run run, Env env, JqValue[] slots, JqValue value, @Nullable Path path, Matched next) {
            if (slot >= 0) slots[slot] = value;
            next.accept(path);
        }
    }

    /** {@code [a, b]}: the last element is taken first. */
    record Elements(List<Pattern> elements) implements Pattern {
        @Override
        public Pattern bindingOnce(Set<Integer> bound) {
            var once = new ArrayList<Pattern>();
            for (Pattern element : elements.reversed()) once.addFirst(element.bindingOnce(bound));
            return new Elements(List.copyOf(once));
        }

        @Override
        public void match(Run run, Env env, JqValue[] slots, JqValue value, @Nullable Path path, Matched next) {
            element(elements.size() - 1, run, env, slots, value, path, next);
        }

        private void element(
                int at, Run run, Env env, JqValue[] slots, JqValue value, @Nullable Path path, Matched next) {
            if (at < 0) {
                next.accept(path);
                return;
            }
            JqNumber key = JqNumber.of(at);
            Path.check(path, value, key);
            JqValue item = Paths.get(run, value, key);
            Path reached = path == null ? null : path.then(key, item);
            elements.get(at)
                    .match(
                            run,
                            env,
                            slots,
                            item,
                            reached,
                            further -> element(at - 1, run, env, slots, value, further, next));
        }
    }

    /** {@code {key: pattern}} */
    record Members(List<Member> members) implements Pattern {
        /** @param slot of the {@code $name} that is itself the key, or below zero */
        record Member(Node key, int slot, @Nullable Pattern pattern) {}

        @Override
        public Pattern bindingOnce(Set<Integer> bound) {
            var once = new ArrayList<Member>();
            for (Member member : members) {
                int slot = member.slot < 0 || bound.add(member.slot) ? member.slot : -1;
                once.add(new Member(
                        member.key, slot, member.pattern == null ? null : member.pattern.bindingOnce(bound)));
            }
            return new Members(List.copyOf(once));
        }

        @Override
        public void match(Run run, Env env, JqValue[] slots, JqValue value, @Nullable Path path, Matched next) {
            member(0, run, env, slots, value, path, next);
        }

        private void member(
                int at, Run run, Env env, JqValue[] slots, JqValue value, @Nullable Path path, Matched next) {
            if (at == members.size()) {
                next.accept(path);
                return;
            }
            Member member = members.get(at);
            member.key.eval(run, env, value, null, (key, _) -> {
                Path.check(path, value, key);
                JqValue item = Paths.get(run, value, key);
                Path reached = path == null ? null : path.then(key, item);
                if (member.slot >= 0) slots[member.slot] = item;
                Matched then = further -> member(at + 1, run, env, slots, value, further, next);
                if (member.pattern == null) then.accept(reached);
                else member.pattern.match(run, env, slots, item, reached, then);
            });
        }
    }
}
