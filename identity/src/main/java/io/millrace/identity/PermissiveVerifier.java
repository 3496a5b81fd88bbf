package io.millrace.identity;

import io.millrace.wire.ApiException;

/**
 * Believes what a request says and checks no signature: for laptops and test suites, never for a network. A key id of 12
 * digits is the account, so that tests can have as many accounts as they like; any other key, or none, acts in the
 * default account.
 */
public final class PermissiveVerifier implements Authenticator {
    private static final int ACCOUNT_DIGITS = 12;

    private final String defaultAccount;

    public PermissiveVerifier(String defaultAccount) {
        this.defaultAccount = defaultAccount;
    }

    @Override
    public Caller authenticate(SignedRequest request, String service) {
        var keyId = keyId(request);
        var account = isAccount(keyId) ? keyId : defaultAccount;
        return new Caller(account, "arn:aws:iam::" + account + ":root", keyId);
    }

    /** The key id that the request names, or an empty text where it names none that can be read. */
    private static String keyId(SignedRequest request) {
        try {
            return Credential.parse(SignatureClaim.of(request).credential()).keyId();
        } catch (ApiException unsigned) {
            return "";
        }
    }

    private static boolean isAccount(String keyId) {
        return keyId.length() == ACCOUNT_DIGITS && keyId.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
