package io.millrace.jq;

/** Prints doubles as jq 1.6 does: the shortest digits that read back, fixed or with an exponent of at least two digits. */
final class NumberText {
    private static final double WHOLE_BELOW = 1e16;
    private static final double SUBNORMAL_BELOW = 1e-300;

    private NumberText() {}

    static String of(double value) {
        if (Double.isNaN(value)) return "null";
        if (value > Double.MAX_VALUE) return of(Double.MAX_VALUE);
        if (value < -Double.MAX_VALUE) return of(-Double.MAX_VALUE);
        long whole = (long) value;
        if (whole == value && Math.abs(value) < WHOLE_BELOW)
            return whole == 0 && 1 / value < 0 ? "-0" : Long.toString(whole);
        return layOut(value);
    }

    private static String layOut(double value) {
        String shortest = Double.toString(Math.abs(value));
        int exponentAt = shortest.indexOf('E');
        int exponent = exponentAt < 0 ? 0 : Integer.parseInt(shortest, exponentAt + 1, shortest.length(), 10);
        String mantissa = exponentAt < 0 ? shortest : shortest.substring(0, exponentAt);
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int pointAfter = point + exponent;
        int leading = 0;
        while (leading < digits.length() - 1 && digits.charAt(leading) == '0') leading++;
        int end = digits.length();
        while (end > leading + 1 && digits.charAt(end - 1) == '0') end--;
        digits = digits.substring(leading, end);
        pointAfter -= leading;

        // Java always gives two digits where one would read back, which only the smallest numbers show.
        if (digits.length() == 2 && Math.abs(value) < SUBNORMAL_BELOW) {
            for (int last : new int[] {digits.charAt(0) - '0', digits.charAt(0) - '0' + 1})
                if (last < 10 && Double.parseDouble(last + "e" + (pointAfter - 1)) == Math.abs(value))
                    digits = Integer.toString(last);
        }

        var text = new StringBuilder(24);
        if (value < 0) text.append('-');
        if (pointAfter <= -4 || pointAfter > digits.length() + 15) {
            text.append(digits.charAt(0));
            if (digits.length() > 1) text.append('.').append(digits, 1, digits.length());
            int power = pointAfter - 1;
            text.append('e').append(power < 0 ? '-' : '+');
            if (Math.abs(power) < 10) text.append('0');
            return text.append(Math.abs(power)).toString();
        }
        if (pointAfter <= 0)
            return text.append("0.").repeat('0', -pointAfter).append(digits).toString();
        if (digits.length() <= pointAfter)
            return text.append(digits).repeat('0', pointAfter - digits.length()).toString();
        return text.append(digits, 0, pointAfter)
                .append('.')
                .append(digits, pointAfter, digits.length())
                .toString();
    }
}
