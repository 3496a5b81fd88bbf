package io.millrace.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;

/**
 * Computes a signature; the verifier and the signer share every line of it.
 *
 * <pre>
 * canonical request            string to sign
 *   method                       AWS4-HMAC-SHA256
 *   canonical path               date, 20261122T001000Z
 *   canonical query              scope, 20261122/us-east-1/kinesis/aws4_request
 *   name:value of each header    hex of SHA-256(canonical request)
 *   (empty line)
 *   names of the headers       signature
 *   hex of SHA-256(body)         hex of HMAC-SHA256(signing key, string to sign)
 * </pre>
 */
final class Signature {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String TERMINATOR = "aws4_request";

    /** A request with huge headers must not leave its buffer behind on every thread. */
    private static final int KEPT_BYTES_MAX = 16 * 1024;

    private static final ThreadLocal<Workspace> WORKSPACES = ThreadLocal.withInitial(Workspace::create);

    private record Workspace(ByteSink text, MessageDigest sha256, Mac hmac) {
        static Workspace create() {
            try {
                return new Workspace(
                        new ByteSink(2048), MessageDigest.getInstance("SHA-256"), Mac.getInstance("HmacSHA256"));
            } catch (GeneralSecurityException everyJdkHasThem) {
                throw new IllegalStateException(everyJdkHasThem);
            }
        }
    }

    private Signature() {}

    /** The 64 lower-case hexadecimal digits, as bytes. */
    static byte[] of(
            SignedRequest request,
            QueryParameters query,
            String signedHeaders,
            String date,
            String scope,
            SigningKeys.SigningKey signingKey) {
        var workspace = WORKSPACES.get();
        var text = workspace.text;
        text.clear();
        writeCanonicalRequest(request, query, signedHeaders, text);
        var sha256 = workspace.sha256;
        sha256.update(text.bytes, 0, text.size);
        var canonicalHash = sha256.digest();
        if (text.bytes.length > KEPT_BYTES_MAX) WORKSPACES.remove();

        text.clear();
        text.put(ALGORITHM).put('\n').put(date).put('\n').put(scope).put('\n').putHex(canonicalHash);
        return Hex.of(signingKey.hmac(workspace.hmac, text));
    }

    private static void writeCanonicalRequest(
            SignedRequest request, QueryParameters query, String signedHeaders, ByteSink out) {
        out.put(request.method()).put('\n');
        CanonicalPath.write(request.rawPath(), out);
        out.put('\n');
        query.writeCanonical(out);
        out.put('\n');
        SignedHeaderNames.writeCanonical(signedHeaders, request, out);
        out.put('\n').put(signedHeaders).put('\n').putHex(request.bodySha256());
    }
}
