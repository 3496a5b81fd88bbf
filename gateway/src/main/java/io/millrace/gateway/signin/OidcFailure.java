package io.millrace.gateway.signin;

/** A sign-in through the identity provider came to nothing; the words are for the user. */
final class OidcFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    OidcFailure(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static OidcFailure provider(String message) {
        return new OidcFailure(502, "ProviderFailure", message);
    }

    static OidcFailure token(String what) {
        return new OidcFailure(502, "InvalidToken", "The identity provider's token does not hold: " + what + ".");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
