package io.millrace.identity;

import io.millrace.wire.ApiException;
import io.millrace.wire.CommonErrors;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about its own signature; nothing of it is proven yet.
 *
 * @param algorithm as sent
 * @param credential key id and scope, as sent
 * @param signedHeaders names separated by semicolons, as sent
 * @param signature 64 lower-case hexadecimal digits if it is honest
 * @param date when it was signed
 * @param sessionToken of a temporary key, or null
 * @param lifetime how long a presigned request holds, or null for the usual window
 * @param query the query that the signature covers
 */
record SignatureClaim(
        String algorithm,
        String credential,
        String signedHeaders,
        String signature,
        AmzDate date,
        @Nullable String sessionToken,
        @Nullable Duration lifetime,
        QueryParameters query) {

    /** Exactly one of header and query must carry the signature: a proof of one must never vouch for the other. */
    static SignatureClaim of(SignedRequest request) {
        var query = QueryParameters.parse(request.rawQuery());
        var authorization = request.headers("authorization");
        var presigned = query.has(PresignedQuery.ALGORITHM);
        if (!authorization.isEmpty() && presigned) throw SignatureErrors.headerAndQuery();
        if (presigned) return PresignedQuery.read(query);
        if (authorization.isEmpty()) throw ApiException.of(CommonErrors.missingAuthenticationToken());
        if (authorization.size() > 1) throw SignatureErrors.authorizationRepeated();
        return AuthorizationHeader.read(authorization.getFirst(), request, query);
    }
}
