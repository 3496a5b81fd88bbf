package io.millrace.streams.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a rate was on average in each of the last 60 minutes, and in the running one so far. Minutes are those of the
 * clock. Some 300 bytes, so it is held for what has something to tell only. Safe for any thread.
 */
public final class MinuteHistory {
    /** Finished minutes that are remembered. */
    public static final int MINUTES = 60;

    private static final long MINUTE_MILLIS = 60_000;
    private static final long NEVER = Long.MIN_VALUE;

    /** A ring by the number of the minute; the running one is the last. Minutes before the first are 0. */
    private final float[] averages = new float[MINUTES + 1];

    private long first = NEVER;
    private long running = NEVER;

    /** Adds what a rate was between two times; what is between two calls is taken as 0. */
    public synchronized void add(long fromMillis, long toMillis, double rate) {
        if (toMillis <= fromMillis) return;
        long last = Math.floorDiv(toMillis, MINUTE_MILLIS);
        long from = Math.max(Math.floorDiv(fromMillis, MINUTE_MILLIS), last - MINUTES);
        // A clock that went far back begins anew: what lies in its future tells nobody anything.
        if (first == NEVER || last + MINUTES < running) begin(from);
        for (long minute = from; minute <= last; minute++) {
            goOnTo(minute);
            long overlap =
                    Math.min(toMillis, (minute + 1) * MINUTE_MILLIS) - Math.max(fromMillis, minute * MINUTE_MILLIS);
            averages[slot(minute)] += (float) (rate * overlap / MINUTE_MILLIS);
        }
    }

    private void begin(long minute) {
        Arrays.fill(averages, 0);
        first = minute;
        running = minute;
    }

    private void goOnTo(long minute) {
        if (minute - running > MINUTES) begin(minute);
        while (running < minute) averages[slot(++running)] = 0;
    }

    private static int slot(long minute) {
        return Math.floorMod(minute, MINUTES + 1);
    }

    /** The averages of the finished minutes, the oldest first, at most {@value #MINUTES}. */
    public synchronized List<Double> finished() {
        var list = new ArrayList<Double>();
        for (long minute = Math.max(first, running - MINUTES); minute < running; minute++)
            list.add((double) averages[slot(minute)]);
        return list;
    }

    /** When the running minute began, which is when the last finished one ended, in ms since 1970; -1 before the first. */
    public synchronized long finishedMillis() {
        return running == NEVER ? -1 : running * MINUTE_MILLIS;
    }

    /** The highest average of a minute; of the running one counts what it has come to already. */
    public synchronized double highest() {
        float highest = 0;
        for (float average : averages) highest = Math.max(highest, average);
        return highest;
    }

    /** What was added up within the hour and the running minute: the sum of a count that the rate is one of, a second. */
    public synchronized double total() {
        double total = 0;
        for (float average : averages) total += average;
        return total * MINUTE_MILLIS / 1000;
    }

    /** True if there was nothing all the while. */
    public boolean silent() {
        return highest() == 0;
    }
}
