package io.millrace.kit.request;

import io.millrace.kit.http.Exchange;
import io.millrace.wire.RequestId;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The headers of every answer. Clients correct their clocks by {@code Date}, so errors carry it too. */
public final class ResponseHeaders {
    /** RFC 9110, 5.6.7: the day always has two digits, which Java's own RFC 1123 format does not keep to. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private record Second(long epoch, String text) {}

    private static volatile Second now = second(0);

    private ResponseHeaders() {}

    /** Fresh headers with both ids and the date, to be filled further. */
    public static HttpHeaders of(String requestId) {
        return Exchange.newHeaders()
                .set("x-amzn-requestid", requestId)
                .set("x-amz-id-2", RequestId.extended())
                .set("date", date());
    }

    /** The time of now as the header {@code Date} tells it. */
    public static String date() {
        long epoch = System.currentTimeMillis() / 1000;
        Second known = now;
        if (known.epoch != epoch) now = known = second(epoch);
        return known.text;
    }

    private static Second second(long epoch) {
        var time = Instant.ofEpochSecond(epoch).atZone(ZoneOffset.UTC);
        return new Second(epoch, HTTP_DATE.format(time));
    }
}
