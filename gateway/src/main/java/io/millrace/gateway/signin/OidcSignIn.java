package io.millrace.gateway.signin;

import io.millrace.gateway.audit.ConsoleAudit;
import io.millrace.gateway.console.Answer;
import io.millrace.gateway.console.Call;
import io.millrace.gateway.console.ConsoleError;
import io.millrace.gateway.console.Cookies;
import io.millrace.gateway.console.Json;
import io.millrace.gateway.console.OidcSettings;
import io.millrace.gateway.console.Role;
import io.millrace.gateway.console.Route;
import io.millrace.identity.SecretSeal;
import io.millrace.kit.audit.AuditEvent;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Signing in through an identity provider: the code flow of OpenID Connect with PKCE. What we need to know when the user
 * comes back travels with the browser, in a sealed cookie, so any gateway can finish what another began. A user is known by
 * issuer and subject; the role is taken from the token anew at every sign-in.
 */
final class OidcSignIn {
    private static final String COOKIE = "millrace_oidc";
    private static final String PURPOSE = "oidc sign-in";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int RANDOM_BYTES = 32;
    private static final Pattern RETURN = Pattern.compile("/console/[A-Za-z0-9._~/?&=%:@!$'()*+,;-]{0,1000}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,260}");
    private static final int MAX_NAME_CHARS = 64;

    private final OidcSettings settings;
    private final OidcProvider provider;
    private final UserRepository users;
    private final StoredSessions sessions;
    private final SecretSeal seal;
    private final TransactionOperations transactions;
    private final ConsoleAudit audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    OidcSignIn(
            OidcSettings settings,
            OidcProvider provider,
            UserRepository users,
            StoredSessions sessions,
            SecretSeal seal,
            TransactionOperations transactions,
            ConsoleAudit audit,
            InstantSource clock) {
        this.settings = settings;
        this.provider = provider;
        this.users = users;
        this.sessions = sessions;
        this.seal = seal;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.open(HttpMethod.GET, "oidc/start", this::start),
                Route.open(HttpMethod.GET, "oidc/callback", this::callback));
    }

    private Answer start(Call call) throws InterruptedException {
        String wanted = call.query("return");
        String back = wanted == null ? "/console/" : wanted;
        if (!RETURN.matcher(back).matches() || back.contains(".."))
            throw ConsoleError.badRequest("\"return\" must be a path below /console/.");
        String state = random();
        String nonce = random();
        String verifier = random();
        try {
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("response_type", "code");
            parameters.put("client_id", settings.clientId());
            parameters.put("redirect_uri", redirectUri(call));
            parameters.put("scope", settings.scopes());
            parameters.put("state", state);
            parameters.put("nonce", nonce);
            parameters.put("code_challenge", challenge(verifier));
            parameters.put("code_challenge_method", "S256");
            String location = provider.signInUrl(parameters);
            var remembered = Json.object(
                    "state", state,
                    "nonce", nonce,
                    "verifier", verifier,
                    "return", back,
                    "until", clock.instant().plus(LIFE).toEpochMilli());
            byte[] sealed = seal.seal(PURPOSE, COOKIE, new String(Json.write(remembered), StandardCharsets.UTF_8));
            String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
            return new Answer(302, "text/plain", new byte[0], Map.of())
                    .with("location", location)
                    .with("set-cookie", Cookies.set(call.exchange(), COOKIE, cookie, "Lax", LIFE));
        } catch (OidcFailure e) {
            return refusal(e);
        }
    }

    private Answer callback(Call call) throws InterruptedException {
        try {
            var remembered = remembered(call);
            if (call.query("error") != null)
                throw new OidcFailure(403, "ProviderRefused", "The identity provider refused the sign-in.");
            String code = call.query("code");
            if (code == null) throw new OidcFailure(400, "InvalidRequest", "The identity provider sent no code.");
            var claims =
                    provider.redeem(code, text(remembered, "verifier"), text(remembered, "nonce"), redirectUri(call));
            var user = enter(call, claims);
            String token = java.util.Objects.requireNonNull(transactions.execute(
                    status -> sessions.begin(users.findById(user.name).orElseThrow())));
            audit.write(call, user.name, "SignIn", null, AuditEvent.SUCCESS, Json.object("source", "oidc"));
            return goTo(text(remembered, "return")).with("set-cookie", SignIn.cookie(call, token));
        } catch (OidcFailure e) {
            return refusal(e);
        }
    }

    private Map<String, @Nullable Object> remembered(Call call) throws OidcFailure {
        String cookie = Cookies.get(call.exchange(), COOKIE);
        String state = call.query("state");
        try {
            if (cookie == null || state == null) throw foreign();
            byte[] sealed = Base64.getUrlDecoder().decode(cookie);
            var remembered = Json.readObject(seal.open(PURPOSE, COOKIE, sealed).getBytes(StandardCharsets.UTF_8));
            boolean same = MessageDigest.isEqual(
                    state.getBytes(StandardCharsets.UTF_8),
                    text(remembered, "state").getBytes(StandardCharsets.UTF_8));
            boolean late = !(remembered.get("until") instanceof Long until)
                    || until < clock.instant().toEpochMilli();
            if (!same || late) throw foreign();
            return remembered;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw foreign();
        }
    }

    private static OidcFailure foreign() {
        return new OidcFailure(
                400, "UnknownSignIn", "This sign-in was not begun in this browser, or too long ago. Begin it again.");
    }

    private UserEntity enter(Call call, Map<String, @Nullable Object> claims) throws OidcFailure {
        String name = name(claims);
        var role = role(claims);
        if (role == null) {
            audit.write(call, name, "SignIn", null, "RoleNotMapped", Json.object("source", "oidc"));
            throw new OidcFailure(
                    403,
                    "RoleNotMapped",
                    name + " is known to the identity provider, but has no role in this console."
                            + " Ask an administrator for one.");
        }
        String subject = claims.get("iss") + " " + claims.get("sub");
        var user = transactions.execute(status -> {
            users.lock();
            var known = users.findBySubject(subject);
            if (known == null && users.existsById(name)) return null;
            var entered = known == null ? new UserEntity(name, role, clock.instant()) : known;
            entered.source = UserEntity.OIDC;
            entered.subject = subject;
            if (!entered.disabled) {
                entered.role = role.text();
                entered.lastSignInAt = clock.instant();
            }
            return users.saveAndFlush(entered);
        });
        if (user == null)
            throw new OidcFailure(
                    403, "NameTaken", "There is another user " + name + " of this console. Ask an administrator.");
        if (user.disabled) {
            audit.write(call, user.name, "SignIn", null, "UserDisabled", Json.object("source", "oidc"));
            throw new OidcFailure(403, "UserDisabled", user.name + " is disabled. Ask an administrator.");
        }
        sessions.changed(user.name);
        return user;
    }

    private static String name(Map<String, @Nullable Object> claims) {
        for (String claim : List.of("preferred_username", "email", "sub"))
            if (claims.get(claim) instanceof String text && text.matches(".*[A-Za-z0-9].*")) {
                String plain = text.replaceAll("[^A-Za-z0-9._@-]", "_");
                return plain.length() <= MAX_NAME_CHARS ? plain : plain.substring(0, MAX_NAME_CHARS);
            }
        return "user";
    }

    /** The highest role that the claim gives, or null. */
    private @Nullable Role role(Map<String, @Nullable Object> claims) {
        Object held = claims.get(settings.roleClaim());
        if (held == null) {
            held = claims;
            for (String step : settings.roleClaim().split("\\.", -1))
                held = held instanceof Map<?, ?> object ? object.get(step) : null;
        }
        List<?> values = held instanceof List<?> list ? list : held == null ? List.of() : List.of(held);
        Role best = null;
        for (var entry : settings.roleMap().entrySet()) {
            var role = Role.of(entry.getKey());
            if (role != null
                    && entry.getValue().stream().anyMatch(values::contains)
                    && (best == null || role.includes(best))) best = role;
        }
        return best;
    }

    private String redirectUri(Call call) throws OidcFailure {
        var given = settings.redirectUri();
        if (given != null) return given.toString();
        String host = call.exchange().headers().get("host");
        if (host == null || !HOST.matcher(host).matches())
            throw new OidcFailure(400, "InvalidRequest", "The request names no host to come back to.");
        return (call.exchange().secure() ? "https://" : "http://") + host + "/console/api/oidc/callback";
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(Map<String, @Nullable Object> object, String name) {
        return String.valueOf(object.get(name));
    }

    /** A page that goes on by itself: after a redirect from another site the browser would not send the new cookie yet. */
    private static Answer goTo(String place) {
        String url = escape(place);
        return page(
                200,
                "<meta http-equiv=\"refresh\" content=\"0; url=" + url + "\"><title>Signed in</title>",
                "<p>Signed in. <a href=\"" + url + "\">Go on</a></p>");
    }

    private static Answer refusal(OidcFailure failure) {
        return page(
                failure.status(),
                "<title>Not signed in</title>",
                "<h1>Not signed in</h1><p>" + escape(failure.words())
                        + "</p><p><a href=\"/console/\">Back to the sign-in</a></p><p>" + failure.code() + "</p>");
    }

    private static Answer page(int status, String head, String body) {
        String html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">" + head + "</head><body>" + body
                + "</body></html>\n";
        return new Answer(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
