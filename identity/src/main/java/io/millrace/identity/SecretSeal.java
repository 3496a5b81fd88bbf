package io.millrace.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals secrets for the database with AES-256-GCM. They can be opened again, because a signature is proven with the
 * secret itself and not with a hash of it. A seal is bound to what it was made for: moved to another row, it does not
 * open.
 *
 * <pre>
 * +---------+---------------+--------------+---------------+-------------+
 * | 1 byte  | 4 bytes       | 12 bytes     | n bytes       | 16 bytes    |
 * | version | master key id | random nonce | sealed secret | tag         |
 * | = 1     |               |              | (UTF-8)       |             |
 * +---------+---------------+--------------+---------------+-------------+
 * also authenticated: the version and the key id, then purpose, a zero byte, id
 * </pre>
 */
public final class SecretSeal {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 5;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final MasterKey masterKey;
    private final SecureRandom random = new SecureRandom();

    public SecretSeal(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /**
     * @param purpose what kind of secret, for example {@code access-key}; holds no zero char
     * @param id whose secret
     */
    public byte[] seal(String purpose, String id, String secret) {
        var head =
                ByteBuffer.allocate(HEAD_BYTES).put(VERSION).put(masterKey.id()).array();
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, head, nonce, 0, purpose, id);
            var sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(HEAD_BYTES + NONCE_BYTES + sealed.length)
                    .put(head)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Opens what {@link #seal} made for the same purpose and id; throws for anything else. */
    public String open(String purpose, String id, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < HEAD_BYTES + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            throw new GeneralSecurityException("not a sealed secret of version " + VERSION);
        }
        var head = Arrays.copyOf(sealed, HEAD_BYTES);
        if (!Arrays.equals(head, 1, HEAD_BYTES, masterKey.id(), 0, HEAD_BYTES - 1)) {
            throw new GeneralSecurityException("sealed with another master key");
        }
        var cipher = cipher(Cipher.DECRYPT_MODE, head, sealed, HEAD_BYTES, purpose, id);
        var secretAt = HEAD_BYTES + NONCE_BYTES;
        return new String(cipher.doFinal(sealed, secretAt, sealed.length - secretAt), StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] head, byte[] nonceIn, int nonceAt, String purpose, String id)
            throws GeneralSecurityException {
        if (purpose.indexOf('\0') >= 0) throw new IllegalArgumentException("a purpose holds no zero char");
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, masterKey.forAes(), new GCMParameterSpec(TAG_BITS, nonceIn, nonceAt, NONCE_BYTES));
        cipher.updateAAD(head);
        cipher.updateAAD((purpose + '\0' + id).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
