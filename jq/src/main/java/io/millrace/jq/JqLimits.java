package io.millrace.jq;

/**
 * What one run may use. jq itself has no bounds; these hold a hostile query or record.
 *
 * @param steps evaluation steps, where work on n items or 16 n bytes counts as n; a few million take about a second
 * @param depth calls and generators inside one another; tail calls do not count. So many fit a stack of 1 MB
 * @param size items of one array or bytes of one string that the query makes
 */
public record JqLimits(long steps, int depth, int size) {
    public static final JqLimits DEFAULT = new JqLimits(4_000_000, 1_000, 1 << 22);

    public JqLimits {
        if (steps < 1 || depth < 1 || size < 1) throw new IllegalArgumentException("limits must be above zero");
    }
}
