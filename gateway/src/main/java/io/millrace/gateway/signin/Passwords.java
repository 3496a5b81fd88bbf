package io.millrace.gateway.signin;

import io.millrace.gateway.console.ConsoleError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id, with the parameters that OWASP recommends: 19 MiB, two passes, one lane. Two at a time at
 * most, so that a crowd at the sign-in takes neither the memory nor the processors from the streams. Stored as
 *
 * <pre>
 *   $argon2id$v=19$m=19456,t=2,p=1$salt$hash        salt 16 bytes, hash 32 bytes, base64 without padding
 * </pre>
 */
final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String HEAD = "$argon2id$v=19$m=19456,t=2,p=1$";
    private static final int MIN_CHARS = 12;
    static final int MAX_CHARS = 256;
    private static final int AT_ONCE = 2;
    private static final long MAX_WAIT_SECONDS = 10;

    /** No look-alikes: it is read from a terminal and typed. 32 letters, so 20 of them are 100 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_CHARS = 5;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /** A random password for the first sign-in. */
    String temporary() {
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_CHARS; i++) {
            if (i > 0 && i % GROUP_CHARS == 0) text.append('-');
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    String hash(String password) throws InterruptedException {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        return HEAD + encoder.encodeToString(salt) + "$" + encoder.encodeToString(derive(password, salt));
    }

    /** @param stored null for a user who does not exist: takes as long, and is never right */
    boolean matches(String password, @Nullable String stored) throws InterruptedException {
        if (stored == null) {
            derive(password, new byte[SALT_BYTES]);
            return false;
        }
        String[] parts = stored.substring(HEAD.length()).split("\\$", -1);
        byte[] salt = Base64.getDecoder().decode(parts[0]);
        return MessageDigest.isEqual(Base64.getDecoder().decode(parts[1]), derive(password, salt));
    }

    private byte[] derive(String password, byte[] salt) throws InterruptedException {
        if (!places.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS))
            throw ConsoleError.unavailable("Too many sign-ins at once, please try again.");
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(MEMORY_KIB)
                    .withIterations(PASSES)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            var hash = new byte[HASH_BYTES];
            // The same letters may be composed in more than one way, depending on the keyboard.
            String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
            generator.generateBytes(normal.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            places.release();
        }
    }

    /** @throws ConsoleError if a user may not choose that password */
    static void checkChoice(String password, String userName, String current) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_CHARS) throw weak("A password has at least " + MIN_CHARS + " characters.");
        if (length > MAX_CHARS) throw weak("A password has at most " + MAX_CHARS + " characters.");
        if (password.equalsIgnoreCase(userName)) throw weak("The password must not be the user's name.");
        if (password.equals(current)) throw weak("The new password must not be the current one.");
    }

    private static ConsoleError weak(String message) {
        return new ConsoleError(400, "WeakPassword", message);
    }
}
