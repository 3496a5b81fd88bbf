package io.millrace.identity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When a request was signed.
 *
 * @param text as it enters the text that is signed, for example {@code 20261122T001000Z}
 */
record AmzDate(String text, Instant instant) {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static String format(Instant instant) {
        return BASIC.format(instant);
    }

    static AmzDate of(Instant instant) {
        return new AmzDate(format(instant), instant);
    }

    /** Reads the ISO-8601 basic format of {@code X-Amz-Date}, or the RFC 1123 form that {@code Date} usually has. */
    static AmzDate parse(String text) {
        try {
            if (isBasic(text)) {
                var instant = LocalDateTime.of(
                                digits(text, 0, 4),
                                digits(text, 4, 6),
                                digits(text, 6, 8),
                                digits(text, 9, 11),
                                digits(text, 11, 13),
                                digits(text, 13, 15))
                        .toInstant(ZoneOffset.UTC);
                return new AmzDate(text, instant);
            }
            return of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException unreadable) {
            throw SignatureErrors.unreadableDate(text);
        }
    }

    boolean isOfDay(String day) {
        return day.length() == 8 && text.startsWith(day);
    }

    private static boolean isBasic(String text) {
        if (text.length() != 16 || text.charAt(8) != 'T' || text.charAt(15) != 'Z') return false;
        for (int i = 0; i < 15; i++) {
            if (i != 8 && (text.charAt(i) < '0' || text.charAt(i) > '9')) return false;
        }
        return true;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) number = number * 10 + text.charAt(i) - '0';
        return number;
    }
}
