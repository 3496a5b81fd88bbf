package io.millrace.jq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads, sets and deletes by keys and paths. */
final class Paths {
    private static final String NO_SLICE = "Start and end indices of an array slice must be numbers";

    /** Bytes of a key that an error does not name any more. */
    private static final int NAMED_BELOW = 30;

    private Paths() {}

    /** C's conversion: what does not fit becomes the smallest number. */
    static int toInt(double value) {
        return value > -2147483649.0 && value < 2147483648.0 ? (int) value : Integer.MIN_VALUE;
    }

    static JqValue get(Run run, JqValue from, JqValue key) {
        if (from instanceof JqObject object && key instanceof JqString name) {
            JqValue value = object.get(name.value());
            return value == null ? JqLiteral.NULL : value;
        }
        if (from instanceof JqArray array) {
            if (key instanceof JqNumber number) {
                if (number.value() != Math.rint(number.value())) return JqLiteral.NULL;
                int at = toInt(number.value());
                if (at < 0) at += array.size();
                return at >= 0 && at < array.size() ? array.get(at) : JqLiteral.NULL;
            }
            if (key instanceof JqObject slice) {
                Span span = span(slice, array.size());
                if (span == null) throw new JqError(NO_SLICE);
                run.chargeSize(span.length());
                return new JqArray(Arrays.copyOfRange(array.items(), span.start, span.end));
            }
            if (key instanceof JqArray sought) return Collections.indices(run, array, sought);
        }
        if (from instanceof JqString string && key instanceof JqObject slice) {
            String text = string.value();
            run.chargeSize(text.length());
            Span span = span(slice, text.codePointCount(0, text.length()));
            if (span == null) throw new JqError("Start and end indices of an string slice must be numbers");
            int start = text.offsetByCodePoints(0, span.start);
            return new JqString(text.substring(start, text.offsetByCodePoints(start, span.length())));
        }
        if (from.isNull() && (key instanceof JqString || key instanceof JqNumber || key instanceof JqObject))
            return JqLiteral.NULL;
        throw cannotIndex(from, key);
    }

    private static JqError cannotIndex(JqValue from, JqValue key) {
        return new JqError("Cannot index " + from.type() + " with "
                + (key instanceof JqString name ? "string" + shown(name.value()) : key.type()));
    }

    /** jq names a short key only, and that as a C string. */
    private static String shown(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length >= NAMED_BELOW) return "";
        int nul = key.indexOf(0);
        return " \"" + (nul < 0 ? key : key.substring(0, nul)) + "\"";
    }

    private record Span(int start, int end) {
        int length() {
            return end - start;
        }
    }

    /** @return null if the ends are no numbers */
    private static @Nullable Span span(JqObject slice, int length) {
        JqValue first = slice.get("start");
        JqValue last = slice.get("end");
        if (first != null && first.isNull()) first = JqNumber.of(0);
        if (last != null && last.isNull()) last = JqNumber.of(length);
        if (!(first instanceof JqNumber from && last instanceof JqNumber to)) return null;
        double start = from.value() < 0 ? from.value() + length : from.value();
        double end = to.value() < 0 ? to.value() + length : to.value();
        int begin = (int) Math.clamp(start, 0, length);
        // A part of the last element belongs to the slice.
        return new Span(begin, Math.max(begin, (int) Math.ceil(Math.min(end, length))));
    }

    static JqValue set(Run run, JqValue into, JqValue key, JqValue value) {
        boolean fresh = into.isNull();
        if (key instanceof JqString name && (fresh || into instanceof JqObject)) {
            if (!(into instanceof JqObject object)) return run.made(JqObject.of(name.value(), value));
            run.chargeSize(object.size() + 1L);
            return run.made(object.with(name.value(), value));
        }
        if (key instanceof JqNumber number && (fresh || into instanceof JqArray)) {
            JqValue[] items = into instanceof JqArray array ? array.items() : new JqValue[0];
            int at = toInt(number.value());
            if (at < 0) at += items.length;
            if (at < 0) throw new JqError("Out of bounds negative array index");
            int size = Math.max(items.length, at + 1);
            run.chargeSize(size < 0 ? Long.MAX_VALUE : size);
            JqValue[] copy = Arrays.copyOf(items, size);
            Arrays.fill(copy, items.length, size, JqLiteral.NULL);
            copy[at] = value;
            return run.made(new JqArray(copy));
        }
        if (key instanceof JqObject slice && (fresh || into instanceof JqArray)) {
            JqValue[] items = into instanceof JqArray array ? array.items() : new JqValue[0];
            Span span = span(slice, items.length);
            if (span == null) throw new JqError(NO_SLICE);
            if (!(value instanceof JqArray put))
                throw new JqError("A slice of an array can only be assigned another array");
            run.chargeSize((long) items.length + put.size());
            var spliced = new ArrayList<JqValue>(items.length + put.size());
            spliced.addAll(Arrays.asList(items).subList(0, span.start));
            spliced.addAll(Arrays.asList(put.items()));
            spliced.addAll(Arrays.asList(items).subList(span.end, items.length));
            return run.made(JqArray.of(spliced));
        }
        if (key instanceof JqObject || key instanceof JqArray)
            throw new JqError("Cannot update field at " + key.type() + " index of " + into.type());
        throw cannotIndex(into, key);
    }

    static JqValue getPath(Run run, JqValue from, JqValue path) {
        if (!(path instanceof JqArray keys)) throw new JqError("Path must be specified as an array");
        JqValue value = from;
        for (int i = 0; i < keys.size(); i++) {
            value = get(run, value, keys.get(i));
        }
        return value;
    }

    static JqValue setPath(Run run, JqValue into, JqValue path, JqValue value) {
        if (!(path instanceof JqArray keys)) throw new JqError("Path must be specified as an array");
        run.charge(keys.size());
        var levels = new JqValue[keys.size()];
        JqValue level = into;
        for (int i = 0; i < levels.length; i++) {
            levels[i] = level;
            level = get(run, level, keys.get(i));
        }
        JqValue set = value;
        for (int i = levels.length - 1; i >= 0; i--) set = set(run, levels[i], keys.get(i), set);
        return set;
    }

    static JqValue deletePaths(Run run, JqValue from, JqValue paths) {
        if (!(paths instanceof JqArray array)) throw new JqError("Paths must be specified as an array");
        var sorted = new ArrayList<JqArray>();
        for (Ordering.Keyed entry : Collections.sorted(run, array)) {
            if (!(entry.value() instanceof JqArray path))
                throw new JqError(
                        "Path must be specified as array, not " + entry.value().type());
            sorted.add(path);
        }
        if (sorted.isEmpty()) return from;
        if (sorted.getFirst().size() == 0) return JqLiteral.NULL;
        return deleteSorted(run, from, sorted, 0);
    }

    private static JqValue deleteSorted(Run run, JqValue from, List<JqArray> paths, int at) {
        run.charge(paths.size());
        var whole = new ArrayList<JqValue>();
        JqValue left = from;
        for (int i = 0; i < paths.size(); ) {
            JqValue key = paths.get(i).get(at);
            int end = i;
            while (end < paths.size() && key.equals(paths.get(end).get(at))) end++;
            if (paths.get(i).size() == at + 1) whole.add(key);
            else {
                // NaN is a key that equals not even itself.
                if (end == i) end++;
                JqValue inner = get(run, left, key);
                if (!inner.isNull())
                    left = set(run, left, key, deleteSorted(run, inner, paths.subList(i, end), at + 1));
            }
            i = Math.max(end, i + 1);
        }
        return deleteKeys(run, left, whole);
    }

    private static JqValue deleteKeys(Run run, JqValue from, List<JqValue> keys) {
        if (from.isNull() || keys.isEmpty()) return from;
        return switch (from) {
            case JqArray array -> deleteItems(run, array, keys);
            case JqObject object -> {
                JqObject left = object;
                for (JqValue key : keys) {
                    if (!(key instanceof JqString name))
                        throw new JqError("Cannot delete " + key.type() + " field of object");
                    run.chargeSize(left.size());
                    left = left.without(name.value());
                }
                yield left;
            }
            default -> throw new JqError("Cannot delete fields from " + from.type());
        };
    }

    private static JqArray deleteItems(Run run, JqArray array, List<JqValue> keys) {
        run.charge(array.size());
        var deleted = new boolean[array.size()];
        for (JqValue key : keys) {
            if (key instanceof JqNumber number) {
                int at = toInt(number.value());
                if (number.value() < 0) at += array.size();
                if (at >= 0 && at < deleted.length) deleted[at] = true;
            } else if (key instanceof JqObject slice) {
                Span span = span(slice, array.size());
                if (span == null) throw new JqError(NO_SLICE);
                run.charge(span.length());
                Arrays.fill(deleted, span.start, span.end, true);
            } else throw new JqError("Cannot delete " + key.type() + " element of array");
        }
        var kept = new ArrayList<JqValue>();
        for (int i = 0; i < array.size(); i++) if (!deleted[i]) kept.add(array.get(i));
        return JqArray.of(kept);
    }

    static JqValue has(JqValue container, JqValue key) {
        if (container instanceof JqObject object && key instanceof JqString name)
            return JqLiteral.of(object.get(name.value()) != null);
        if (container instanceof JqArray array && key instanceof JqNumber number) {
            int at = toInt(number.value());
            return JqLiteral.of(at >= 0 && at < array.size());
        }
        if (container.isNull()) return JqLiteral.FALSE;
        throw new JqError("Cannot check whether " + container.type() + " has a " + key.type() + " key");
    }

    static JqValue keys(Run run, JqValue container, boolean sorted) {
        if (container instanceof JqArray array) {
            run.charge(array.size());
            var indices = new JqValue[array.size()];
            for (int i = 0; i < indices.length; i++) indices[i] = JqNumber.of(i);
            return new JqArray(indices);
        }
        if (!(container instanceof JqObject object)) throw JqError.about(container, "has no keys");
        run.charge(object.size());
        String[] names = sorted ? object.sortedKeys() : null;
        var keys = new JqValue[object.size()];
        for (int i = 0; i < keys.length; i++) keys[i] = new JqString(names == null ? object.key(i) : names[i]);
        return new JqArray(keys);
    }
}
