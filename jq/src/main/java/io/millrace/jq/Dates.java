package io.millrace.jq;

/** The functions over times; the only time zone is UTC. */
final class Dates {
    /** jq's buffer. */
    private static final int MAX_TEXT = 4096;

    private Dates() {}

    /** C's {@code struct tm}: a month from 0, a year as people count it, and no promise that a field is in its range. */
    static final class Broken {
        long year = 1900;
        int month;
        int day;
        int hour;
        int minute;
        int second;
        int weekDay;
        int yearDay;

        boolean isLeapYear() {
            return isLeap(year);
        }

        /** Seconds since 1970 of the fields as they are. */
        long seconds() {
            return ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
        }
    }

    static boolean isLeap(long year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970 of a date in the Gregorian calendar. */
    static long days(long year, long month, long day) {
        // Years begin in March here, so that a leap day is the last one.
        long months = year * 12 + month - 2;
        long shifted = Math.floorDiv(months, 12);
        long fromMarch = Math.floorMod(months, 12);
        return shifted * 365
                + Math.floorDiv(shifted, 4)
                - Math.floorDiv(shifted, 100)
                + Math.floorDiv(shifted, 400)
                + (153 * fromMarch + 2) / 5
                + day
                - 1
                - 719_468;
    }

    static Broken broken(long seconds) {
        var time = new Broken();
        long days = Math.floorDiv(seconds, 86_400);
        int inDay = (int) Math.floorMod(seconds, 86_400L);
        time.hour = inDay / 3600;
        time.minute = inDay / 60 % 60;
        time.second = inDay % 60;
        time.weekDay = (int) Math.floorMod(days + 4, 7L);
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long inEra = Math.floorMod(shifted, 146_097L);
        long yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365;
        long inYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * inYear + 2) / 153;
        time.day = (int) (inYear - (153 * fromMarch + 2) / 5 + 1);
        time.month = (int) ((fromMarch + 2) % 12);
        time.year = yearOfEra + era * 400 + (time.month < 2 ? 1 : 0);
        time.yearDay = (int) (days - days(time.year, 0, 1));
        return time;
    }

    private static Broken ofSeconds(double seconds) {
        // Beyond this the year is no C int.
        if (!(Math.abs(seconds) < 6.7e16))
            throw new JqError("errror converting number of seconds since epoch to datetime");
        return broken((long) seconds);
    }

    static JqValue brokenDown(JqValue input) {
        if (!(input instanceof JqNumber number)) throw new JqError("gmtime() requires numeric inputs");
        Broken time = ofSeconds(number.value());
        return array(time, time.second + (number.value() - Math.floor(number.value())));
    }

    private static JqArray array(Broken time, double seconds) {
        return new JqArray(
                JqNumber.of((double) time.year),
                JqNumber.of(time.month),
                JqNumber.of(time.day),
                JqNumber.of(time.hour),
                JqNumber.of(time.minute),
                JqNumber.of(seconds),
                JqNumber.of((double) time.weekDay),
                JqNumber.of((double) time.yearDay));
    }

    static JqValue seconds(JqValue input) {
        if (!(input instanceof JqArray)) throw new JqError("mktime requires array inputs");
        return JqNumber.of((double) fields(input, "mktime").seconds());
    }

    private static Broken fields(JqValue input, String function) {
        var values = new int[8];
        for (int i = 0; i < values.length; i++) {
            if (!(input instanceof JqArray array && i < array.size() && array.get(i) instanceof JqNumber number))
                throw new JqError(function + " requires parsed datetime inputs");
            values[i] = Paths.toInt(number.value());
        }
        var time = new Broken();
        time.year = values[0];
        time.month = values[1];
        time.day = values[2];
        time.hour = values[3];
        time.minute = values[4];
        time.second = values[5];
        time.weekDay = values[6];
        time.yearDay = values[7];
        return time;
    }

    static JqValue format(Run run, JqValue input, JqValue format, String function) {
        if (!(input instanceof JqNumber) && !(input instanceof JqArray))
            throw new JqError(function + " requires parsed datetime inputs");
        if (!(format instanceof JqString text)) throw new JqError(function + " requires a string format");
        Broken time = input instanceof JqNumber number ? ofSeconds(number.value()) : fields(input, function);
        run.chargeSize(text.value().length());
        String formatted = DateFormat.format(time, text.value());
        if (formatted.isEmpty() || formatted.length() >= MAX_TEXT)
            throw new JqError(function + ": unknown system failure");
        return new JqString(formatted);
    }

    static JqValue parse(JqValue input, JqValue format) {
        if (!(input instanceof JqString text && format instanceof JqString pattern))
            throw new JqError("strptime/1 requires string inputs and arguments");
        Broken time = DateParser.parse(text.value(), pattern.value());
        if (time == null)
            throw new JqError("date \"" + text.value() + "\" does not match format \"" + pattern.value() + "\"");
        return array(time, time.second);
    }
}
