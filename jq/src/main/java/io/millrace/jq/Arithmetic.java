package io.millrace.jq;

import java.util.ArrayList;
import java.util.Arrays;

/** The operators. */
final class Arithmetic {
    private Arithmetic() {}

    static JqValue add(Run run, JqValue left, JqValue right) {
        if (left.isNull()) return right;
        if (right.isNull()) return left;
        if (left instanceof JqNumber a && right instanceof JqNumber b) return JqNumber.of(a.value() + b.value());
        if (left instanceof JqString a && right instanceof JqString b) {
            run.chargeSize((long) a.value().length() + b.value().length());
            return new JqString(a.value().concat(b.value()));
        }
        if (left instanceof JqArray a && right instanceof JqArray b) {
            if (b.size() == 0) return a;
            run.chargeSize((long) a.size() + b.size());
            JqValue[] items = Arrays.copyOf(a.items(), a.size() + b.size());
            System.arraycopy(b.items(), 0, items, a.size(), b.size());
            return new JqArray(items);
        }
        if (left instanceof JqObject a && right instanceof JqObject b) {
            if (b.size() == 0) return a;
            run.chargeSize((long) a.size() + b.size());
            var merged = new JqObject.Builder(a.size() + b.size());
            for (int i = 0; i < a.size(); i++) merged.put(a.key(i), a.value(i));
            for (int i = 0; i < b.size(); i++) merged.put(b.key(i), b.value(i));
            return merged.build();
        }
        throw JqError.about(left, right, "cannot be added");
    }

    static JqValue subtract(Run run, JqValue left, JqValue right) {
        if (left instanceof JqNumber a && right instanceof JqNumber b) return JqNumber.of(a.value() - b.value());
        if (left instanceof JqArray a && right instanceof JqArray b) {
            run.charge((long) a.size() * Math.max(1, b.size()));
            var kept = new ArrayList<JqValue>();
            for (JqValue item : a.items()) if (!Arrays.asList(b.items()).contains(item)) kept.add(item);
            return JqArray.of(kept);
        }
        throw JqError.about(left, right, "cannot be subtracted");
    }

    static JqValue multiply(Run run, JqValue left, JqValue right) {
        if (left instanceof JqNumber a && right instanceof JqNumber b) return JqNumber.of(a.value() * b.value());
        if (left instanceof JqString text && right instanceof JqNumber times) return repeat(run, text, times.value());
        if (left instanceof JqNumber times && right instanceof JqString text) return repeat(run, text, times.value());
        if (left instanceof JqObject a && right instanceof JqObject b) return mergeDeep(run, a, b);
        throw JqError.about(left, right, "cannot be multiplied");
    }

    private static JqValue repeat(Run run, JqString text, double times) {
        int further = Paths.toInt(times - 1);
        if (further < 0) return JqLiteral.NULL;
        long size = (further + 1L) * text.value().length();
        run.chargeSize(size);
        return further == 0 ? text : new JqString(text.value().repeat(further + 1));
    }

    private static JqObject mergeDeep(Run run, JqObject left, JqObject right) {
        run.charge((long) left.size() + right.size());
        var merged = new JqObject.Builder(left.size() + right.size());
        for (int i = 0; i < left.size(); i++) merged.put(left.key(i), left.value(i));
        for (int i = 0; i < right.size(); i++) {
            JqValue value = right.value(i);
            if (left.get(right.key(i)) instanceof JqObject a && value instanceof JqObject b)
                value = mergeDeep(run, a, b);
            merged.put(right.key(i), value);
        }
        return merged.build();
    }

    static JqValue divide(Run run, JqValue left, JqValue right) {
        if (left instanceof JqNumber a && right instanceof JqNumber b) {
            if (b.value() == 0) throw JqError.about(left, right, "cannot be divided because the divisor is zero");
            return JqNumber.of(a.value() / b.value());
        }
        if (left instanceof JqString text && right instanceof JqString separator)
            return Strings.split(run, text.value(), separator.value());
        throw JqError.about(left, right, "cannot be divided");
    }

    static JqValue remainder(Run run, JqValue left, JqValue right) {
        if (!(left instanceof JqNumber a && right instanceof JqNumber b))
            throw JqError.about(left, right, "cannot be divided (remainder)");
        long divisor = toLong(b.value());
        if (divisor == 0) throw JqError.about(left, right, "cannot be divided (remainder) because the divisor is zero");
        return JqNumber.of((double) (toLong(a.value()) % divisor));
    }

    /** C's conversion on this platform: what does not fit becomes the smallest number. */
    private static long toLong(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
    }

    static JqValue negate(JqValue value) {
        if (value instanceof JqNumber number) return JqNumber.of(-number.value());
        throw JqError.about(value, "cannot be negated");
    }

    static JqValue length(JqValue value) {
        return switch (value) {
            case JqArray array -> JqNumber.of(array.size());
            case JqObject object -> JqNumber.of(object.size());
            case JqString string ->
                JqNumber.of(string.value().codePointCount(0, string.value().length()));
            case JqNumber number -> JqNumber.of(Math.abs(number.value()));
            case JqLiteral literal -> {
                if (!literal.isNull()) throw JqError.about(value, "has no length");
                yield JqNumber.of(0);
            }
        };
    }
}
