package io.millrace.jq;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Mathematics as C has it: what Java computes to the same bit itself, and the rest from the C library. */
final class MathFunctions {
    private MathFunctions() {}

    static void addTo(Map<String, Calls.Native> natives) {
        unary(natives, "floor", Math::floor);
        unary(natives, "ceil", Math::ceil);
        unary(natives, "sqrt", Math::sqrt);
        unary(natives, "fabs", Math::abs);
        unary(natives, "rint", Math::rint);
        unary(natives, "nearbyint", Math::rint);
        unary(natives, "trunc", value -> value < 0 ? Math.ceil(value) : Math.floor(value));
        unary(natives, "round", value -> Math.copySign(Math.floor(Math.abs(value) + half(value)), value));
        for (String name : CMath.UNARY) {
            Optional<CMath.Unary> function = CMath.unary(name);
            if (function.isPresent()) unary(natives, name, function.get()::apply);
            else natives.put(name + "/0", notFound(name + "/0"));
        }
        for (String name : CMath.BINARY) {
            Optional<CMath.Binary> function = CMath.binary(name);
            natives.put(
                    name + "/2",
                    function.isEmpty()
                            ? notFound(name + "/2")
                            : (run, input, values) ->
                                    JqNumber.of(function.get().apply(number(values[0]), number(values[1]))));
        }
        natives.put(
                "fma/3",
                (run, input, values) -> JqNumber.of(Math.fma(number(values[0]), number(values[1]), number(values[2]))));
        for (String name : CMath.ORDERED) {
            Optional<CMath.Binary> function = CMath.ordered(name);
            natives.put(
                    name + "/2",
                    function.isEmpty()
                            ? notFound(name + "/2")
                            : (run, input, values) ->
                                    JqNumber.of(function.get().apply(number(values[0]), number(values[1]))));
        }
        natives.put("pow10/0", notFound("pow10/0"));
        natives.put("ldexp/2", (run, input, values) -> scale(values));
        natives.put("scalbln/2", (run, input, values) -> scale(values));
        natives.put("frexp/0", (run, input, none) -> split(number(input)));
        natives.put("modf/0", (run, input, none) -> parts(number(input)));
        natives.put("lgamma_r/0", (run, input, none) -> gamma(number(input)));
        natives.put("infinite/0", (run, input, none) -> JqNumber.of(Double.POSITIVE_INFINITY));
        natives.put("nan/0", (run, input, none) -> JqNumber.of(Double.NaN));
        natives.put(
                "isinfinite/0",
                (run, input, none) -> JqLiteral.of(input instanceof JqNumber && Double.isInfinite(number(input))));
        natives.put(
                "isnan/0",
                (run, input, none) -> JqLiteral.of(input instanceof JqNumber && Double.isNaN(number(input))));
        natives.put(
                "isnormal/0",
                (run, input, none) -> JqLiteral.of(input instanceof JqNumber
                        && Double.isFinite(number(input))
                        && Math.abs(number(input)) >= Double.MIN_NORMAL));
    }

    /** Halves go away from zero; the largest number below a half must not. */
    private static double half(double value) {
        return Math.abs(value) == 0.49999999999999994 || Math.abs(value) >= 0x1p52 ? 0 : 0.5;
    }

    private static Calls.Native notFound(String name) {
        return (run, input, values) -> {
            throw new JqError("Error: " + name + " not found at build time");
        };
    }

    private static void unary(Map<String, Calls.Native> natives, String name, DoubleUnaryOperator function) {
        natives.put(name + "/0", (run, input, none) -> JqNumber.of(function.applyAsDouble(number(input))));
    }

    private static double number(JqValue value) {
        if (value instanceof JqNumber number) return number.value();
        throw JqError.about(value, "number required");
    }

    private static JqValue scale(JqValue[] values) {
        double value = number(values[0]);
        int power = Paths.toInt(number(values[1]));
        // Math.scalb rounds once, as C does.
        return JqNumber.of(Math.scalb(value, Math.clamp(power, -5000, 5000)));
    }

    /** A mantissa of at least a half, below one, and its power of two. */
    private static JqValue split(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value))
            return new JqArray(JqNumber.of(value), JqNumber.of(0));
        boolean subnormal = Math.abs(value) < Double.MIN_NORMAL;
        double normal = subnormal ? value * 0x1p54 : value;
        int exponent = Math.getExponent(normal) + 1;
        return new JqArray(
                JqNumber.of(Math.scalb(normal, -exponent)), JqNumber.of(subnormal ? exponent - 54.0 : exponent));
    }

    private static JqValue parts(double value) {
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        double fraction = Double.isInfinite(value) ? 0 : value - whole;
        return new JqArray(JqNumber.of(Math.copySign(fraction, value)), JqNumber.of(whole));
    }

    private static JqValue gamma(double value) {
        Optional<CMath.Unary> logarithm = CMath.unary("lgamma");
        if (logarithm.isEmpty()) throw new JqError("Error: lgamma_r/0 not found at build time");
        boolean negative = value < 0 && Math.floor(value) != value && Math.floor(value) % 2 != 0;
        boolean minusZero = value == 0 && 1 / value < 0;
        return new JqArray(JqNumber.of(logarithm.get().apply(value)), JqNumber.of(negative || minusZero ? -1.0 : 1.0));
    }
}
