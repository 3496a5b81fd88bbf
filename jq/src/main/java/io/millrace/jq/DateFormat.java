package io.millrace.jq;

import java.util.List;
import java.util.Locale;

/** C's strftime in the C locale, with the GNU library's flags and widths. */
final class DateFormat {
    static final List<String> WEEK_DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private static final int MAX_WIDTH = 5000;

    private final Dates.Broken time;
    private final StringBuilder text = new StringBuilder();

    /** The flags and width of the conversion at hand. */
    private char padding;

    private boolean upper;
    private boolean swapped;
    private int width;

    private DateFormat(Dates.Broken time) {
        this.time = time;
    }

    static String format(Dates.Broken time, String format) {
        var formatter = new DateFormat(time);
        formatter.run(format);
        return formatter.text.toString();
    }

    private void run(String format) {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            int start = i++;
            padding = 0;
            upper = false;
            swapped = false;
            width = 0;
            for (; i < format.length() && "_-0^#".indexOf(format.charAt(i)) >= 0; i++) {
                char flag = format.charAt(i);
                if (flag == '^') upper = true;
                else if (flag == '#') swapped = true;
                else padding = flag;
            }
            for (; i < format.length() && Character.isDigit(format.charAt(i)); i++)
                width = Math.min(MAX_WIDTH, width * 10 + format.charAt(i) - '0');
            if (i < format.length() && (format.charAt(i) == 'E' || format.charAt(i) == 'O')) i++;
            if (i >= format.length() || !convert(format.charAt(i)))
                text.append(format, start, Math.min(i + 1, format.length()));
        }
    }

    private boolean convert(char conversion) {
        switch (conversion) {
            case 'a' -> words(name(WEEK_DAYS, time.weekDay, 3));
            case 'A' -> words(name(WEEK_DAYS, time.weekDay, 99));
            case 'b', 'h' -> words(name(MONTHS, time.month, 3));
            case 'B' -> words(name(MONTHS, time.month, 99));
            case 'c' -> nested("%a %b %e %H:%M:%S %Y");
            case 'C' -> number(Math.floorDiv(time.year, 100), 2, '0');
            case 'd' -> number(time.day, 2, '0');
            case 'D', 'x' -> nested("%m/%d/%y");
            case 'e' -> number(time.day, 2, '_');
            case 'F' -> nested("%Y-%m-%d");
            case 'g' -> number(Math.floorMod(isoYear(), 100L), 2, '0');
            case 'G' -> number(isoYear(), 1, '0');
            case 'H' -> number(time.hour, 2, '0');
            case 'I' -> number(halfDayHour(), 2, '0');
            case 'j' -> number(time.yearDay + 1L, 3, '0');
            case 'k' -> number(time.hour, 2, '_');
            case 'l' -> number(halfDayHour(), 2, '_');
            case 'm' -> number(time.month + 1L, 2, '0');
            case 'M' -> number(time.minute, 2, '0');
            case 'n' -> words("\n");
            case 'p' -> {
                String half = time.hour > 11 ? "PM" : "AM";
                padded(swapped ? half.toLowerCase(Locale.ROOT) : half);
            }
            case 'P' -> padded(time.hour > 11 ? "pm" : "am");
            case 'r' -> nested("%I:%M:%S %p");
            case 'R' -> nested("%H:%M");
            case 's' -> number(time.seconds(), 1, '0');
            case 'S' -> number(time.second, 2, '0');
            case 't' -> words("\t");
            case 'T', 'X' -> nested("%H:%M:%S");
            case 'u' -> number(Math.floorMod(time.weekDay - 1, 7) + 1L, 1, '0');
            case 'U' -> number((time.yearDay - time.weekDay + 7) / 7, 2, '0');
            case 'V' -> number(isoDays() / 7 + 1L, 2, '0');
            case 'w' -> number(time.weekDay, 1, '0');
            case 'W' -> number((time.yearDay - (time.weekDay - 1 + 7) % 7 + 7) / 7, 2, '0');
            case 'y' -> number(Math.floorMod(time.year, 100L), 2, '0');
            case 'Y' -> number(time.year, 1, '0');
            case 'z' -> padded("+0000");
            case 'Z' -> padded(swapped ? "utc" : "UTC");
            case '%' -> words("%");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String name(List<String> names, int index, int length) {
        if (index < 0 || index >= names.size()) return "?";
        String name = names.get(index);
        return name.substring(0, Math.min(length, name.length()));
    }

    private int halfDayHour() {
        return time.hour > 12 ? time.hour - 12 : time.hour == 0 ? 12 : time.hour;
    }

    private void nested(String format) {
        String inner = format(time, format);
        padded(upper ? inner.toUpperCase(Locale.ROOT) : inner);
    }

    private void words(String words) {
        padded(upper || swapped ? words.toUpperCase(Locale.ROOT) : words);
    }

    private void padded(String words) {
        int missing = padding == '-' ? 0 : width - words.length();
        if (missing > 0) text.repeat(padding == '0' ? '0' : ' ', missing);
        text.append(words);
    }

    private void number(long value, int digits, char usualPadding) {
        char pad = padding == 0 ? usualPadding : padding;
        String shown = Long.toString(Math.abs(value));
        int total = Math.max(width, digits) - (value < 0 && pad == '0' ? 0 : value < 0 ? 1 : 0);
        int missing = pad == '-' ? 0 : total - shown.length();
        if (pad == '_' && missing > 0) text.repeat(' ', missing);
        if (value < 0) text.append('-');
        if (pad == '0' && missing > 0) text.repeat('0', missing);
        text.append(shown);
    }

    /** Days since the Monday of the first ISO week of the year that a day of year and of week belong to. */
    private static int isoDays(int yearDay, int weekDay) {
        return yearDay - (yearDay - weekDay + 4 + 378) % 7 + 3;
    }

    private int isoDays() {
        int days = isoDays(time.yearDay, time.weekDay);
        if (days < 0) return isoDays(time.yearDay + (Dates.isLeap(time.year - 1) ? 366 : 365), time.weekDay);
        int next = isoDays(time.yearDay - (time.isLeapYear() ? 366 : 365), time.weekDay);
        return next >= 0 ? next : days;
    }

    private long isoYear() {
        if (isoDays(time.yearDay, time.weekDay) < 0) return time.year - 1;
        return isoDays(time.yearDay - (time.isLeapYear() ? 366 : 365), time.weekDay) >= 0 ? time.year + 1 : time.year;
    }
}
