package io.millrace.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * How values look as bytes. A request names its protocol by its content type, and the answer speaks the same one.
 *
 * <p>Both read through the same limits: no value nests deeper than {@value #MAX_DEPTH}, since no shape of any AWS API
 * served here comes near, and no number has more than {@value #MAX_NUMBER_LENGTH} digits.
 */
@SuppressWarnings("ImmutableEnumChecker") // Jackson's factories are immutable and do not say so
public enum Protocol {
    /** {@code application/x-amz-json-1.1}: blobs in base64, times in seconds with a fraction. */
    JSON_1_1(
            "application/x-amz-json-1.1",
            JsonFactory.builder()
                    .streamReadConstraints(limits())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build()),
    /**
     * {@code application/x-amz-cbor-1.1}, the default of the AWS SDKs for Java: blobs as byte strings, times as tag 1
     * with whole milliseconds, maps and lists of indefinite length.
     */
    CBOR_1_1(
            "application/x-amz-cbor-1.1",
            CBORFactory.builder().streamReadConstraints(limits()).build());

    /** Deepest nesting that is read, in containers. */
    public static final int MAX_DEPTH = 64;

    /** Longest number that is read, in characters. */
    public static final int MAX_NUMBER_LENGTH = 200;

    private final String contentType;
    private final TokenStreamFactory factory;

    Protocol(String contentType, TokenStreamFactory factory) {
        this.contentType = contentType;
        this.factory = factory;
    }

    private static StreamReadConstraints limits() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(10_000)
                .build();
    }

    /** The protocol of a {@code Content-Type} header, parameters ignored, or null if it is none of ours. */
    public static @Nullable Protocol ofContentType(@Nullable String header) {
        if (header == null) return null;
        int semicolon = header.indexOf(';');
        String type = (semicolon < 0 ? header : header.substring(0, semicolon)).strip();
        for (Protocol protocol : values()) if (protocol.contentType.equalsIgnoreCase(type)) return protocol;
        return null;
    }

    public String contentType() {
        return contentType;
    }

    TokenStreamFactory factory() {
        return factory;
    }
}
