package io.millrace.identity;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes lasting access keys that look like those of AWS, so that every client and secret scanner knows them. */
public final class AccessKeyFactory {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int ID_CHARS_AFTER_PREFIX = 16;
    private static final int SECRET_CHARS = 40;

    private final RandomGenerator random;

    private AccessKeyFactory(RandomGenerator random) {
        this.random = random;
    }

    public static AccessKeyFactory secure() {
        return new AccessKeyFactory(new SecureRandom());
    }

    /** A new key that speaks for that principal of the account. */
    public AccessKey create(String account, String arn) {
        var id = "AKIA" + pick(BASE32, ID_CHARS_AFTER_PREFIX);
        return new AccessKey(id, pick(BASE64, SECRET_CHARS), new Caller(account, arn, id), null, null);
    }

    private String pick(String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        return text.toString();
    }
}
