package io.millrace.gateway.signin;

import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ID token (OpenID Connect Core, 3.1.3.7) in the compact form of a JWS: header, claims and signature in base64url, with
 * dots between. Of the algorithms only RS256 and ES256 are taken, each with a key of its kind; nothing of the claims is
 * given out before the signature holds.
 */
final class IdToken {
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);
    private static final int MIN_RSA_BITS = 2048;

    private final Map<String, @Nullable Object> header;
    private final Map<String, @Nullable Object> claims;
    private final byte[] signed;
    private final byte[] signature;

    private IdToken(
            Map<String, @Nullable Object> header,
            Map<String, @Nullable Object> claims,
            byte[] signed,
            byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    static IdToken parse(String token) throws OidcFailure {
        List<String> parts = List.of(token.split("\\.", -1));
        if (parts.size() != 3) throw OidcFailure.token("it is no signed token");
        try {
            var decoder = Base64.getUrlDecoder();
            return new IdToken(
                    Json.readObject(decoder.decode(parts.get(0))),
                    Json.readObject(decoder.decode(parts.get(1))),
                    (parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII),
                    decoder.decode(parts.get(2)));
        } catch (IllegalArgumentException | ConsoleError e) {
            throw OidcFailure.token("it can't be read");
        }
    }

    @Nullable
    String keyId() {
        return header.get("kid") instanceof String id ? id : null;
    }

    /** True if the key, as a JWK, could have signed this token. */
    boolean fits(Map<?, ?> key) {
        String id = keyId();
        if (id != null && !id.equals(key.get("kid"))) return false;
        if (key.get("use") instanceof String use && !use.equals("sig")) return false;
        if ("RS256".equals(header.get("alg"))) return "RSA".equals(key.get("kty"));
        return "ES256".equals(header.get("alg")) && "EC".equals(key.get("kty")) && "P-256".equals(key.get("crv"));
    }

    /** The claims, if the signature is that key's and they are meant for us, now and for this sign-in. */
    Map<String, @Nullable Object> verified(Map<?, ?> key, String issuer, String clientId, String nonce, Instant now)
            throws OidcFailure {
        try {
            boolean rsa = "RSA".equals(key.get("kty"));
            var verifier = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            verifier.initVerify(rsa ? rsaKey(key) : ecKey(key));
            verifier.update(signed);
            if (!verifier.verify(signature)) throw OidcFailure.token("its signature is wrong");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw OidcFailure.token("its signature can't be verified");
        }
        check(issuer, clientId, nonce, now);
        return claims;
    }

    private void check(String issuer, String clientId, String nonce, Instant now) throws OidcFailure {
        if (!issuer.equals(claims.get("iss"))) throw OidcFailure.token("it is another issuer's");
        var audience = claims.get("aud");
        boolean ours = clientId.equals(audience) || (audience instanceof List<?> list && list.contains(clientId));
        if (!ours) throw OidcFailure.token("it is meant for somebody else");
        if (claims.get("azp") instanceof String party && !party.equals(clientId))
            throw OidcFailure.token("it was asked for by somebody else");
        if (!(claims.get("exp") instanceof Number end)
                || !Instant.ofEpochSecond(end.longValue())
                        .plus(CLOCK_DIFFERENCE)
                        .isAfter(now)) throw OidcFailure.token("it has expired");
        if (claims.get("nbf") instanceof Number start
                && Instant.ofEpochSecond(start.longValue())
                        .minus(CLOCK_DIFFERENCE)
                        .isAfter(now)) throw OidcFailure.token("it does not hold yet");
        if (!nonce.equals(claims.get("nonce"))) throw OidcFailure.token("it is of another sign-in");
        if (!(claims.get("sub") instanceof String subject) || subject.isEmpty() || subject.length() > 255)
            throw OidcFailure.token("it names nobody");
    }

    private static PublicKey rsaKey(Map<?, ?> key) throws GeneralSecurityException {
        var modulus = number(key, "n");
        if (modulus.bitLength() < MIN_RSA_BITS) throw new GeneralSecurityException("the key is too short");
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, number(key, "e")));
    }

    private static PublicKey ecKey(Map<?, ?> key) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var point = new ECPoint(number(key, "x"), number(key, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(Map<?, ?> key, String name) throws GeneralSecurityException {
        if (key.get(name) instanceof String text)
            return new BigInteger(1, Base64.getUrlDecoder().decode(text));
        throw new GeneralSecurityException("the key has no " + name);
    }
}
