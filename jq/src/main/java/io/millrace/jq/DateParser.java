package io.millrace.jq;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** C's strptime in the C locale as the GNU library has it, with jq's marks for what the text did not say. */
final class DateParser {
    private static final int UNKNOWN_WEEK_DAY = 8;
    private static final int UNKNOWN_YEAR_DAY = 367;

    private final String text;
    private int at;
    private final Dates.Broken time = new Dates.Broken();
    private boolean hasMonth;
    private boolean hasDay;
    private boolean hasWeekDay;
    private boolean hasYearDay;
    private boolean wantsDays;
    private boolean halfDay;
    private boolean afternoon;
    private int century = -1;
    private boolean wantsCentury;
    private int week = -1;
    private int weekBegin;

    private DateParser(String text) {
        this.text = text;
    }

    /** @return null if the text does not match */
    static Dates.@Nullable Broken parse(String text, String format) {
        var parser = new DateParser(text);
        parser.time.weekDay = UNKNOWN_WEEK_DAY;
        parser.time.yearDay = UNKNOWN_YEAR_DAY;
        if (!parser.run(format)) return null;
        if (parser.at < text.length() && !isSpace(text.charAt(parser.at))) return null;
        parser.finish();
        return parser.time;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) at++;
    }

    private boolean run(String format) {
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i++);
            if (isSpace(c)) {
                skipSpace();
                continue;
            }
            if (c != '%') {
                if (!literal(c)) return false;
                continue;
            }
            while (i < format.length() && "_-0^#".indexOf(format.charAt(i)) >= 0) i++;
            if (i < format.length() && (format.charAt(i) == 'E' || format.charAt(i) == 'O')) i++;
            if (i >= format.length() || !convert(format.charAt(i++))) return false;
        }
        return true;
    }

    private boolean literal(char c) {
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    /** @return below zero if there is no number in the bounds */
    private int number(int from, int to, int digits) {
        while (at < text.length() && text.charAt(at) == ' ') at++;
        int value = 0;
        int start = at;
        while (at < text.length() && at - start < digits && isDigit(text.charAt(at)) && value * 10 <= to)
            value = value * 10 + text.charAt(at++) - '0';
        return at == start || value < from || value > to ? -1 : value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** @return below zero if the text goes on with none of the names or their first three letters */
    private int name(List<String> names) {
        for (int shortened = 0; shortened < 2; shortened++)
            for (int i = 0; i < names.size(); i++) {
                int length = shortened == 0 ? names.get(i).length() : 3;
                if (text.regionMatches(true, at, names.get(i), 0, length)) {
                    at += length;
                    return i;
                }
            }
        return -1;
    }

    private boolean convert(char conversion) {
        switch (conversion) {
            case '%' -> {
                return literal('%');
            }
            case 'a', 'A' -> {
                time.weekDay = name(DateFormat.WEEK_DAYS);
                hasWeekDay = true;
                return time.weekDay >= 0;
            }
            case 'b', 'B', 'h' -> {
                time.month = name(DateFormat.MONTHS);
                hasMonth = true;
                wantsDays = true;
                return time.month >= 0;
            }
            case 'c' -> {
                return run("%a %b %e %H:%M:%S %Y");
            }
            case 'C' -> {
                century = number(0, 99, 2);
                wantsDays = true;
                return century >= 0;
            }
            case 'd', 'e' -> {
                time.day = number(1, 31, 2);
                hasDay = true;
                wantsDays = true;
                return time.day >= 0;
            }
            case 'D', 'x' -> {
                return run("%m/%d/%y");
            }
            case 'F' -> {
                return run("%Y-%m-%d");
            }
            case 'g' -> {
                return number(0, 99, 2) >= 0;
            }
            case 'G' -> {
                if (at >= text.length() || !isDigit(text.charAt(at))) return false;
                while (at < text.length() && isDigit(text.charAt(at))) at++;
                return true;
            }
            case 'H', 'k' -> {
                time.hour = number(0, 23, 2);
                halfDay = false;
                return time.hour >= 0;
            }
            case 'I', 'l' -> {
                int hour = number(1, 12, 2);
                time.hour = hour % 12;
                halfDay = true;
                return hour >= 0;
            }
            case 'j' -> {
                int day = number(1, 366, 3);
                time.yearDay = day - 1;
                hasYearDay = true;
                return day >= 0;
            }
            case 'm' -> {
                int month = number(1, 12, 2);
                time.month = month - 1;
                hasMonth = true;
                wantsDays = true;
                return month >= 0;
            }
            case 'M' -> {
                time.minute = number(0, 59, 2);
                return time.minute >= 0;
            }
            case 'n', 't' -> skipSpace();
            case 'p', 'P' -> {
                int half = name(List.of("AM", "PM"), 2);
                afternoon = half == 1;
                return half >= 0;
            }
            case 'r' -> {
                return run("%I:%M:%S %p");
            }
            case 'R' -> {
                return run("%H:%M");
            }
            case 's' -> {
                return epoch();
            }
            case 'S' -> {
                time.second = number(0, 61, 2);
                return time.second >= 0;
            }
            case 'T', 'X' -> {
                return run("%H:%M:%S");
            }
            case 'u' -> {
                int day = number(1, 7, 1);
                time.weekDay = day % 7;
                hasWeekDay = true;
                return day >= 0;
            }
            case 'U', 'W' -> {
                week = number(0, 53, 2);
                weekBegin = conversion == 'U' ? 0 : 1;
                return week >= 0;
            }
            case 'V' -> {
                return number(0, 53, 2) >= 0;
            }
            case 'w' -> {
                time.weekDay = number(0, 6, 1);
                hasWeekDay = true;
                return time.weekDay >= 0;
            }
            case 'y' -> {
                int year = number(0, 99, 2);
                time.year = year >= 69 ? 1900 + year : 2000 + year;
                wantsCentury = true;
                wantsDays = true;
                return year >= 0;
            }
            case 'Y' -> {
                int year = number(0, 9999, 4);
                time.year = year;
                wantsCentury = false;
                century = -1;
                wantsDays = true;
                return year >= 0;
            }
            case 'z' -> {
                return zone();
            }
            case 'Z' -> {
                // A name is read over and means nothing.
                skipSpace();
                while (at < text.length() && !isSpace(text.charAt(at))) at++;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private int name(List<String> names, int length) {
        for (int i = 0; i < names.size(); i++)
            if (text.regionMatches(true, at, names.get(i), 0, length)) {
                at += length;
                return i;
            }
        return -1;
    }

    private boolean epoch() {
        int start = at;
        long seconds = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && at - start < 17)
            seconds = seconds * 10 + text.charAt(at++) - '0';
        if (at == start) return false;
        Dates.Broken parsed = Dates.broken(seconds);
        time.year = parsed.year;
        time.month = parsed.month;
        time.day = parsed.day;
        time.hour = parsed.hour;
        time.minute = parsed.minute;
        time.second = parsed.second;
        time.weekDay = parsed.weekDay;
        time.yearDay = parsed.yearDay;
        return true;
    }

    /** The offset is checked, but jq does not use it. */
    private boolean zone() {
        skipSpace();
        if (literal('Z')) return true;
        if (!literal('+') && !literal('-')) return false;
        int digits = 0;
        int value = 0;
        while (digits < 4 && at < text.length() && isDigit(text.charAt(at))) {
            value = value * 10 + text.charAt(at++) - '0';
            digits++;
            if (digits == 2 && at < text.length() && text.charAt(at) == ':') at++;
        }
        if (digits == 2) value *= 100;
        else if (digits != 4) return false;
        return value % 100 < 60 && value <= 1400;
    }

    private void finish() {
        if (halfDay && afternoon) time.hour += 12;
        if (century >= 0) {
            if (wantsCentury) time.year = century * 100L + Math.floorMod(time.year, 100L);
            else time.year = century * 100L;
        }
        if (wantsDays && !hasWeekDay) {
            if (!(hasMonth && hasDay) && hasYearDay) monthFromYearDay();
            time.weekDay = (int) Math.floorMod(Dates.days(time.year, time.month, time.day) + 4, 7L);
        }
        if (wantsDays && !hasYearDay)
            time.yearDay = (int) (Dates.days(time.year, time.month, 1) - Dates.days(time.year, 0, 1)) + time.day - 1;
        if (week >= 0 && hasWeekDay) {
            if (!hasYearDay) {
                int first = (int) Math.floorMod(Dates.days(time.year, 0, 1) + 4, 7L);
                time.yearDay = (7 - (first - weekBegin)) % 7 + (week - 1) * 7 + (time.weekDay - weekBegin + 7) % 7;
            }
            if (!hasDay || !hasMonth) monthFromYearDay();
        }
        boolean day = time.day >= 1 && time.day <= 31;
        if (time.weekDay == UNKNOWN_WEEK_DAY && day)
            time.weekDay = (int) Math.floorMod(Dates.days(time.year, time.month, time.day) + 4, 7L);
        if (time.yearDay == UNKNOWN_YEAR_DAY && day)
            time.yearDay = (int) (Dates.days(time.year, time.month, time.day) - Dates.days(time.year, 0, 1));
    }

    private void monthFromYearDay() {
        long january = Dates.days(time.year, 0, 1);
        int month = 0;
        while (month < 11 && Dates.days(time.year, month + 1, 1) - january <= time.yearDay) month++;
        if (!hasMonth) time.month = month;
        if (!hasDay) time.day = (int) (time.yearDay - (Dates.days(time.year, month, 1) - january) + 1);
        hasMonth = true;
        hasDay = true;
    }
}
