package io.millrace.identity;

import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...}: the parts in any order, separated by
 * commas, spaces or both. Whatever else stands there is passed over.
 */
final class AuthorizationHeader {
    private static final String SCHEME_PREFIX = "AWS4-";

    private AuthorizationHeader() {}

    static SignatureClaim read(String header, SignedRequest request, QueryParameters query) {
        var text = header.strip();
        if (!text.startsWith(SCHEME_PREFIX)) throw ApiException.of(CommonErrors.missingAuthenticationToken());

        var algorithmEnd = endOfToken(text, 0);
        var credential = "";
        var signedHeaders = "";
        var signature = "";
        for (int start = algorithmEnd; start < text.length(); ) {
            var end = endOfToken(text, start);
            var equals = text.indexOf('=', start);
            if (equals > start && equals < end) {
                var value = text.substring(equals + 1, end);
                switch (text.substring(start, equals)) {
                    case "Credential" -> credential = firstOf(credential, value);
                    case "SignedHeaders" -> signedHeaders = firstOf(signedHeaders, value);
                    case "Signature" -> signature = firstOf(signature, value);
                    default -> {}
                }
            }
            start = end + 1;
        }
        var date = firstHeader(request, "x-amz-date");
        if (date == null) date = firstHeader(request, "date");
        if (date == null) date = "";

        var missing = missing(credential, signature, signedHeaders, date);
        if (!missing.isEmpty()) {
            throw ApiException.of(CommonErrors.incompleteSignature(missing + "Authorization=" + header));
        }
        return new SignatureClaim(
                text.substring(0, algorithmEnd),
                credential,
                signedHeaders,
                signature,
                AmzDate.parse(date.strip()),
                firstHeader(request, "x-amz-security-token"),
                null,
                query);
    }

    private static String missing(String credential, String signature, String signedHeaders, String date) {
        var text = "";
        if (credential.isEmpty()) text += "Authorization header requires 'Credential' parameter. ";
        if (signature.isEmpty()) text += "Authorization header requires 'Signature' parameter. ";
        if (signedHeaders.isEmpty()) text += "Authorization header requires 'SignedHeaders' parameter. ";
        if (date.isEmpty()) {
            text += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
        }
        return text;
    }

    private static int endOfToken(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == ',' || c == ' ' || c == '\t') return i;
        }
        return text.length();
    }

    /** Of a part that comes twice the first counts. */
    private static String firstOf(String before, String value) {
        return before.isEmpty() ? value : before;
    }

    private static @Nullable String firstHeader(SignedRequest request, String name) {
        var values = request.headers(name);
        return values.isEmpty() ? null : values.getFirst();
    }
}
