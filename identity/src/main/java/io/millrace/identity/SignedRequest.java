package io.millrace.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A received request as a verifier must see it: nothing decoded, nothing normalised. */
public interface SignedRequest {
    /** The HTTP method, upper case as received. */
    String method();

    /** The path as received, percent escapes kept, without the query. */
    String rawPath();

    /** The query as received, without the question mark, or null if there was none. */
    @Nullable
    String rawQuery();

    /** The values of a header in the order received, empty if absent. The name is given in lower case. */
    List<String> headers(String lowerCaseName);

    /** SHA-256 of the body as received, 32 bytes. */
    byte[] bodySha256();
}
