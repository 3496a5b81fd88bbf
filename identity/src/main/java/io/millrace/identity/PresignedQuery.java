package io.millrace.identity;

import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a signature that travels in the query, as in a presigned URL. */
final class PresignedQuery {
    static final String ALGORITHM = "X-Amz-Algorithm";
    static final String SIGNATURE = "X-Amz-Signature";

    /** Seven days: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
    private static final int LONGEST_LIFETIME_SECONDS = 604_800;

    private PresignedQuery() {}

    static SignatureClaim read(QueryParameters query) {
        var missing = new StringBuilder();
        var algorithm = required(query, ALGORITHM, missing);
        var credential = required(query, "X-Amz-Credential", missing);
        var signature = required(query, SIGNATURE, missing);
        var signedHeaders = required(query, "X-Amz-SignedHeaders", missing);
        var date = required(query, "X-Amz-Date", missing);
        if (!missing.isEmpty()) {
            throw ApiException.of(CommonErrors.incompleteSignature(
                    missing.append("Re-examine the query-string parameters.").toString()));
        }
        return new SignatureClaim(
                algorithm,
                credential,
                signedHeaders,
                signature,
                AmzDate.parse(date),
                query.first("X-Amz-Security-Token"),
                lifetime(query.first("X-Amz-Expires")),
                query.without(SIGNATURE));
    }

    private static String required(QueryParameters query, String name, StringBuilder missing) {
        var value = query.first(name);
        if (value != null && !value.isEmpty()) return value;
        missing.append("AWS query-string parameters must include '")
                .append(name)
                .append("'. ");
        return "";
    }

    private static @Nullable Duration lifetime(@Nullable String expires) {
        if (expires == null) return null;
        if (expires.isEmpty()) throw SignatureErrors.expiresIsNoNumber();
        int seconds = 0;
        for (int i = 0; i < expires.length(); i++) {
            int digit = expires.charAt(i) - '0';
            if (digit < 0 || digit > 9) throw SignatureErrors.expiresIsNoNumber();
            seconds = Math.min(seconds * 10 + digit, LONGEST_LIFETIME_SECONDS + 1);
        }
        if (seconds < 1 || seconds > LONGEST_LIFETIME_SECONDS) throw SignatureErrors.expiresOutOfRange();
        return Duration.ofSeconds(seconds);
    }
}
