package io.millrace.jq;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** jq's order over all values, and its sort. */
final class Ordering {
    private Ordering() {}

    static int compare(JqValue left, JqValue right) {
        if (left.kind() != right.kind()) return left.kind().compareTo(right.kind());
        return switch (left) {
            case JqLiteral literal -> 0;
            case JqNumber number -> compareNumbers(number.value(), ((JqNumber) right).value());
            case JqString string -> compareText(string.value(), ((JqString) right).value());
            case JqArray array -> compareArrays(array.items(), ((JqArray) right).items());
            case JqObject object -> compareObjects(object, (JqObject) right);
        };
    }

    static boolean equal(JqValue left, JqValue right) {
        return compare(left, right) == 0;
    }

    private static int compareNumbers(double left, double right) {
        if (Double.isNaN(left)) return -1;
        return left < right ? -1 : left == right ? 0 : 1;
    }

    /** By code point, which is the order of the UTF-8 bytes. */
    static int compareText(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a == b) continue;
            boolean high = Character.isSurrogate(a);
            // A surrogate stands for a code point above the whole basic plane.
            if (high != Character.isSurrogate(b)) return high ? 1 : -1;
            return a - b;
        }
        return left.length() - right.length();
    }

    private static int compareArrays(JqValue[] left, JqValue[] right) {
        int shared = Math.min(left.length, right.length);
        for (int i = 0; i < shared; i++) {
            int order = compare(left[i], right[i]);
            if (order != 0) return order;
        }
        return Integer.compare(left.length, right.length);
    }

    /** First the sorted keys as arrays, then the values in the keys' order. */
    private static int compareObjects(JqObject left, JqObject right) {
        String[] keys = left.sortedKeys();
        String[] others = right.sortedKeys();
        int order = Arrays.compare(keys, others, Ordering::compareText);
        if (order != 0) return order;
        for (String key : keys) {
            order = compare(valueOf(left, key), valueOf(right, key));
            if (order != 0) return order;
        }
        return 0;
    }

    private static JqValue valueOf(JqObject object, String key) {
        JqValue value = object.get(key);
        return value == null ? JqLiteral.NULL : value;
    }

    /** A value and what it is sorted by. */
    record Keyed(JqValue key, JqValue value) {}

    /**
     * A stable merge sort that halves as the C library's does: with NaN the order is inconsistent, and only the same
     * comparisons lead to jq's result.
     */
    static List<Keyed> sort(Run run, List<Keyed> entries) {
        run.charge(entries.size());
        if (entries.size() < 2) return entries;
        int half = entries.size() / 2;
        List<Keyed> left = sort(run, entries.subList(0, half));
        List<Keyed> right = sort(run, entries.subList(half, entries.size()));
        var merged = new ArrayList<Keyed>(entries.size());
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size())
            merged.add(compare(left.get(i).key(), right.get(j).key()) <= 0 ? left.get(i++) : right.get(j++));
        while (i < left.size()) merged.add(left.get(i++));
        while (j < right.size()) merged.add(right.get(j++));
        return merged;
    }
}
