package io.millrace.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** A small provider of OpenID Connect that signs anybody in, and can be told to lie. */
final class IdentityProvider implements AutoCloseable {
    static final String CLIENT = "console";
    static final String SECRET = "the client's secret";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final KeyPair rsa;
    private final KeyPair ec;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    /** What is put into the next tokens, over what belongs there. */
    final Map<String, Object> claims = new HashMap<>();

    /** How they are signed. */
    String algorithm = "RS256";

    boolean forges;
    private int given;

    IdentityProvider() throws IOException, GeneralSecurityException {
        var rsaKeys = KeyPairGenerator.getInstance("RSA");
        rsaKeys.initialize(2048);
        rsa = rsaKeys.generateKeyPair();
        var ecKeys = KeyPairGenerator.getInstance("EC");
        ecKeys.initialize(new ECGenParameterSpec("secp256r1"));
        ec = ecKeys.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        200,
                        Map.of(
                                "issuer", issuer(),
                                "authorization_endpoint", issuer() + "/authorize",
                                "token_endpoint", issuer() + "/token",
                                "jwks_uri", issuer() + "/keys")));
        server.createContext("/keys", exchange -> answer(exchange, 200, Map.of("keys", List.of(rsaJwk(), ecJwk()))));
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the provider's page does when the user has signed in. @return where it sends the browser */
    URI authorize(String location) {
        var query = parameters(URI.create(location).getRawQuery());
        String code = "code-" + given++;
        codes.put(code, query);
        return URI.create(query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var asked = codes.remove(form.get("code"));
        String client = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":the+client%27s+secret").getBytes(StandardCharsets.US_ASCII));
        boolean good = asked != null
                && client.equals(exchange.getRequestHeaders().getFirst("authorization"))
                && Objects.equals(asked.get("redirect_uri"), form.get("redirect_uri"))
                && "S256".equals(asked.get("code_challenge_method"))
                && challenge(String.valueOf(form.get("code_verifier"))).equals(asked.get("code_challenge"));
        if (asked == null || !good) answer(exchange, 400, Map.of("error", "invalid_grant"));
        else answer(exchange, 200, Map.of("id_token", idToken(asked), "token_type", "Bearer", "access_token", "x"));
    }

    private String idToken(Map<String, String> asked) {
        var all = new LinkedHashMap<String, Object>();
        all.put("iss", issuer());
        all.put("aud", CLIENT);
        all.put("sub", "subject-1");
        all.put("exp", Instant.now().getEpochSecond() + 86_400);
        all.put("iat", Instant.now().getEpochSecond());
        all.put("nonce", asked.get("nonce"));
        all.put("preferred_username", "ada");
        all.putAll(claims);
        var header = Map.of("alg", algorithm, "kid", algorithm, "typ", "JWT");
        String head = base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(all));
        try {
            byte[] signature = new byte[0];
            if (!algorithm.equals("none")) {
                boolean es = algorithm.equals("ES256");
                var signer = Signature.getInstance(es ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
                signer.initSign((es ? ec : rsa).getPrivate());
                signer.update((forges ? "something else" : head).getBytes(StandardCharsets.US_ASCII));
                signature = signer.sign();
            }
            return head + "." + base64(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> rsaJwk() {
        var key = (RSAPublicKey) rsa.getPublic();
        return Map.of(
                "kty", "RSA",
                "kid", "RS256",
                "use", "sig",
                "n", base64(key.getModulus().toByteArray()),
                "e", base64(key.getPublicExponent().toByteArray()));
    }

    private Map<String, Object> ecJwk() {
        var point = ((ECPublicKey) ec.getPublic()).getW();
        return Map.of(
                "kty", "EC",
                "kid", "ES256",
                "crv", "P-256",
                "x", base64(fixed(point.getAffineX())),
                "y", base64(fixed(point.getAffineY())));
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
