package io.millrace.jq;

/** A double. Infinities print as the largest finite doubles and NaN as null, as in jq. */
public final class JqNumber extends JqValue {
    private static final int CACHED = 1024;
    private static final JqNumber[] SMALL = new JqNumber[CACHED];

    static {
        for (int i = 0; i < CACHED; i++) SMALL[i] = new JqNumber(i);
    }

    private final double value;

    private JqNumber(double value) {
        this.value = value;
    }

    static JqNumber of(double value) {
        int whole = (int) value;
        // Minus zero is another number to jq's printer, so only its bits tell.
        if (whole == value && whole > 0 && whole < CACHED) return SMALL[whole];
        return new JqNumber(value);
    }

    static JqNumber of(long value) {
        return value >= 0 && value < CACHED ? SMALL[(int) value] : new JqNumber(value);
    }

    public double value() {
        return value;
    }

    @Override
    Kind kind() {
        return Kind.NUMBER;
    }
}
