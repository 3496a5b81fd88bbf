package io.millrace.jq;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which members of an object a query can see: all of them, or those named, each with its own projection. */
final class Projection {
    static final Projection ALL = new Projection(Map.of(), true);

    private final boolean all;
    private final String[] keys;
    private final byte[][] names;
    private final Projection[] inner;

    private Projection(Map<String, Projection> members, boolean all) {
        this.all = all;
        keys = members.keySet().toArray(String[]::new);
        inner = members.values().toArray(Projection[]::new);
        names = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) names[i] = keys[i].getBytes(StandardCharsets.UTF_8);
    }

    boolean isAll() {
        return all;
    }

    int size() {
        return keys.length;
    }

    String key(int position) {
        return keys[position];
    }

    Projection inner(int position) {
        return inner[position];
    }

    /** @return below zero if the member is not seen */
    int find(byte[] bytes, int from, int length) {
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (name.length == length && java.util.Arrays.equals(name, 0, length, bytes, from, from + length)) return i;
        }
        return -1;
    }

    int find(String key) {
        for (int i = 0; i < keys.length; i++) if (keys[i].equals(key)) return i;
        return -1;
    }

    /** What a query sees of its input. */
    static Projection of(Node query) {
        var uses = new Uses();
        return uses.of(query) ? uses.build() : ALL;
    }

    /** The members that are used, as a tree. */
    private static final class Uses {
        private final Map<String, Uses> members = new LinkedHashMap<>();
        private boolean whole;

        Projection build() {
            if (whole) return ALL;
            var built = new LinkedHashMap<String, Projection>();
            members.forEach((key, uses) -> built.put(key, uses.build()));
            return new Projection(built, false);
        }

        /** Notes what the expression uses of its input; false if that may be anything. */
        boolean of(Node node) {
            return switch (node) {
                case Build.Constant constant -> true;
                case Build.MakeObject object ->
                    object.members.stream().allMatch(member -> of(member.key()) && of(member.value()));
                case Build.Collect array -> of(array.items);
                case Flow.Comma comma -> of(comma.first) && of(comma.second);
                case Flow.Alternative alternative -> of(alternative.preferred) && of(alternative.otherwise);
                case Flow.Logic logic -> of(logic.left) && of(logic.right);
                case Flow.If choice -> of(choice.condition) && of(choice.then) && of(choice.otherwise);
                case Access.Index index -> {
                    Uses reached = reached(index);
                    if (reached == null) yield false;
                    reached.whole = true;
                    yield true;
                }
                case Calls.CallNative call
                when !call.usesInput -> Stream.of(call.arguments).allMatch(this::of);
                // What follows sees what came before only.
                case Flow.Pipe pipe -> !(pipe.first instanceof Access.Identity) && of(pipe.first);
                default -> false;
            };
        }

        private @Nullable Uses reached(Node node) {
            if (node instanceof Access.Identity) return this;
            if (!(node instanceof Access.Index index
                    && index.key instanceof Build.Constant constant
                    && constant.value instanceof JqString key)) return null;
            Uses from = reached(index.target);
            return from == null ? null : from.members.computeIfAbsent(key.value(), name -> new Uses());
        }
    }
}
