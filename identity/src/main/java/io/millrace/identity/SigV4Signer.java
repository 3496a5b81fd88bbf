package io.millrace.identity;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Signs requests of our own by header, for one key, region and service. Safe for any number of threads. */
public final class SigV4Signer {
    private final AccessKey key;
    private final String region;
    private final String service;
    private final InstantSource clock;
    private final SigningKeys signingKeys = new SigningKeys();

    public SigV4Signer(AccessKey key, String region, String service, InstantSource clock) {
        this.key = key;
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    /** Returns the headers to add to the request: the date, the signature and, for a temporary key, its token. */
    public Map<String, String> sign(RequestToSign request) {
        var date = AmzDate.format(clock.instant());
        var added = new LinkedHashMap<String, String>();
        added.put("x-amz-date", date);
        if (key.sessionToken() != null) added.put("x-amz-security-token", key.sessionToken());

        var headers = new TreeMap<>(request.headers());
        added.forEach((name, value) -> headers.put(name, List.of(value)));
        var signedHeaders = String.join(";", headers.keySet());
        var day = date.substring(0, 8);
        var scope = day + "/" + region + "/" + service + "/" + Signature.TERMINATOR;
        var signature = Signature.of(
                new RequestToSign(
                        request.method(), request.rawPath(), request.rawQuery(), headers, request.bodySha256()),
                QueryParameters.parse(request.rawQuery()),
                signedHeaders,
                date,
                scope,
                signingKeys.of(key, day, region, service));
        added.put(
                "authorization",
                Signature.ALGORITHM + " Credential=" + key.id() + "/" + scope + ", SignedHeaders=" + signedHeaders
                        + ", Signature=" + new String(signature, StandardCharsets.ISO_8859_1));
        return added;
    }
}
