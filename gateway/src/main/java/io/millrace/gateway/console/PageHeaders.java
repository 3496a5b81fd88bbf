package io.millrace.gateway.console;

import io.millrace.kit.http.Exchange;
import io.millrace.kit.request.ResponseHeaders;
import io.netty.handler.codec.http.HttpHeaders;

/** The headers of everything below {@code /console}: a page may run our own scripts and nothing else, and lie in no frame. */
final class PageHeaders {
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private PageHeaders() {}

    static HttpHeaders of(String contentType, String cacheControl) {
        return Exchange.newHeaders()
                .set("date", ResponseHeaders.date())
                .set("content-type", contentType)
                .set("cache-control", cacheControl)
                .set("content-security-policy", CONTENT_POLICY)
                .set("x-content-type-options", "nosniff")
                .set("referrer-policy", "no-referrer")
                .set("cross-origin-opener-policy", "same-origin");
    }
}
