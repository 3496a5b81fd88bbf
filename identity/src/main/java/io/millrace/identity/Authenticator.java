package io.millrace.identity;

/** Decides who sent a request. Throws an {@link io.millrace.wire.ApiException} with status 400 where nobody can be named. */
public interface Authenticator {
    /**
     * @param service the name that the credential scope must carry, for example {@code kinesis}
     */
    Caller authenticate(SignedRequest request, String service);
}
