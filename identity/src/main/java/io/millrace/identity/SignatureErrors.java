package io.millrace.identity;

import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The words of AWS for every way in which a signature fails. */
final class SignatureErrors {
    private SignatureErrors() {}

    static ApiException headerAndQuery() {
        return invalid("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }

    static ApiException authorizationRepeated() {
        return incomplete("Authorization header must be given once. ");
    }

    static ApiException unsupported(String algorithm) {
        return incomplete("Unsupported AWS 'algorithm': '" + algorithm + "' (only AWS4-HMAC-SHA256 for now). ");
    }

    static ApiException unreadableDate(String date) {
        return incomplete("Date must be in ISO-8601 'basic format'. Got '" + date
                + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }

    static ApiException unreadableCredential(String credential) {
        return incomplete(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
                        + credential + "'");
    }

    static ApiException expiresIsNoNumber() {
        return incomplete("X-Amz-Expires should be a number");
    }

    static ApiException expiresOutOfRange() {
        return incomplete("X-Amz-Expires must be between 1 and 604800 seconds");
    }

    static ApiException hostNotSigned() {
        return invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    static ApiException expired(AmzDate signed, Instant now, Duration lifetime) {
        return invalid("Signature expired: %s is now earlier than %s (%s - %s)"
                .formatted(signed.text(), AmzDate.format(now.minus(lifetime)), AmzDate.format(now), inWords(lifetime)));
    }

    static ApiException notYetCurrent(AmzDate signed, Instant now, Duration skew) {
        return invalid("Signature not yet current: %s is still later than %s (%s + %s)"
                .formatted(signed.text(), AmzDate.format(now.plus(skew)), AmzDate.format(now), inWords(skew)));
    }

    /** Each fault adds its sentence: a false, the service that was expected, the day that was found. */
    static ApiException wrongScope(
            boolean regionOk,
            @Nullable String expectedService,
            boolean terminatorOk,
            @Nullable String day,
            AmzDate date) {
        var text = new StringBuilder();
        if (!regionOk) text.append("Credential should be scoped to a valid region. ");
        if (expectedService != null) {
            text.append("Credential should be scoped to correct service: '")
                    .append(expectedService)
                    .append("'. ");
        }
        if (!terminatorOk) text.append("Credential should be scoped with a valid terminator: 'aws4_request'. ");
        if (day != null) {
            text.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '")
                    .append(day)
                    .append("' != '")
                    .append(date.text(), 0, 8)
                    .append("', from '")
                    .append(date.text())
                    .append("'.");
        }
        return invalid(text.toString());
    }

    static ApiException payload(String stated) {
        return invalid("The value of 'X-Amz-Content-Sha256' must be the SHA-256 of the body in hexadecimal, got '"
                + stated + "'.");
    }

    static ApiException doesNotMatch() {
        return invalid("The request signature we calculated does not match the signature you provided."
                + " Check your AWS Secret Access Key and signing method."
                + " Consult the service documentation for details.");
    }

    private static String inWords(Duration span) {
        return span.toSecondsPart() == 0 ? span.toMinutes() + " min." : span.toSeconds() + " sec.";
    }

    private static ApiException incomplete(String message) {
        return ApiException.of(CommonErrors.incompleteSignature(message));
    }

    private static ApiException invalid(String message) {
        return ApiException.of(CommonErrors.invalidSignature(message));
    }
}
