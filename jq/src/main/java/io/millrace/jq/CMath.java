package io.millrace.jq;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/** The mathematical functions of the C library, which jq calls and whose last bits are therefore part of its answers. */
final class CMath {
    static final List<String> UNARY = List.of(
            "acos",
            "acosh",
            "asin",
            "asinh",
            "atan",
            "atanh",
            "cbrt",
            "cos",
            "cosh",
            "erf",
            "erfc",
            "exp",
            "exp10",
            "exp2",
            "expm1",
            "gamma",
            "j0",
            "j1",
            "lgamma",
            "log",
            "log10",
            "log1p",
            "log2",
            "logb",
            "significand",
            "sin",
            "sinh",
            "tan",
            "tanh",
            "tgamma",
            "y0",
            "y1");
    static final List<String> BINARY = List.of(
            "atan2",
            "copysign",
            "drem",
            "fdim",
            "fmax",
            "fmin",
            "fmod",
            "hypot",
            "nextafter",
            "nexttoward",
            "pow",
            "remainder",
            "scalb");

    /** Bessel functions, whose first argument is a whole number. */
    static final List<String> ORDERED = List.of("jn", "yn");

    private CMath() {}

    interface Unary {
        double apply(double value);
    }

    interface Binary {
        double apply(double first, double second);
    }

    /** Empty if the system's library has no such function. */
    static Optional<Unary> unary(String name) {
        return handle(name, FunctionDescriptor.of(ValueLayout.JAVA_DOUBLE, ValueLayout.JAVA_DOUBLE))
                .map(handle -> value -> {
                    try {
                        return (double) handle.invokeExact(value);
                    } catch (Throwable e) {
                        throw new IllegalStateException(name, e);
                    }
                });
    }

    static Optional<Binary> binary(String name) {
        // nexttoward wants a long double, which is the same step for every double.
        return handle(
                        name.equals("nexttoward") ? "nextafter" : name,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_DOUBLE, ValueLayout.JAVA_DOUBLE, ValueLayout.JAVA_DOUBLE))
                .map(handle -> (first, second) -> {
                    try {
                        return (double) handle.invokeExact(first, second);
                    } catch (Throwable e) {
                        throw new IllegalStateException(name, e);
                    }
                });
    }

    static Optional<Binary> ordered(String name) {
        return handle(
                        name,
                        FunctionDescriptor.of(ValueLayout.JAVA_DOUBLE, ValueLayout.JAVA_INT, ValueLayout.JAVA_DOUBLE))
                .map(handle -> (order, value) -> {
                    try {
                        // A large order is a loop in the library.
                        int bounded = Math.clamp(Paths.toInt(order), -10_000, 10_000);
                        return (double) handle.invokeExact(bounded, value);
                    } catch (Throwable e) {
                        throw new IllegalStateException(name, e);
                    }
                });
    }

    /** The signatures are those of the C standard, so the calls are safe. */
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> handle(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        Optional<MemorySegment> symbol = library.find(name);
        return symbol.map(address -> linker.downcallHandle(address, shape));
    }
}
