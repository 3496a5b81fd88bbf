package io.millrace.streams.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals small tokens with AES-GCM, bound to a purpose and an account: a token that was changed, made up, taken from
 * another account or used for another purpose does not open.
 *
 * <pre>
 *   base64( 12 bytes nonce | sealed bytes | 16 bytes tag )
 * </pre>
 */
public final class TokenSeal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(() -> {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    });

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 256 bits that serve nothing else, the same after every restart */
    public TokenSeal(SecretKey key) {
        this.key = key;
    }

    public String seal(String purpose, String account, byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound(purpose, account));
            byte[] token = new byte[NONCE_BYTES + cipher.getOutputSize(content.length)];
            System.arraycopy(nonce, 0, token, 0, NONCE_BYTES);
            cipher.doFinal(content, 0, content.length, token, NONCE_BYTES);
            return Base64.getEncoder().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a token can't be sealed", e);
        }
    }

    /** What {@link #seal} was given, or empty for anything that it did not make. */
    public Optional<byte[]> open(String purpose, String account, String token) {
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) return Optional.empty();
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(bound(purpose, account));
            return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] bound(String purpose, String account) {
        return (purpose + '\0' + account).getBytes(StandardCharsets.UTF_8);
    }
}
