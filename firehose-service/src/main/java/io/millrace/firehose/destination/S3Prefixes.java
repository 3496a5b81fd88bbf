package io.millrace.firehose.destination;

import io.millrace.firehose.prefix.InvalidPrefixException;
import io.millrace.firehose.prefix.Prefix;
import org.jspecify.annotations.Nullable;

/** What prefixes may say, each by itself and beside each other. */
final class S3Prefixes {
    private static final String ERROR_OUTPUT_TYPE = "!{firehose:error-output-type}";

    private S3Prefixes() {}

    /**
     * @param partitioned whether records go to objects by what they say
     * @throws io.millrace.wire.ApiException InvalidArgumentException if keys can't be made so
     */
    static void check(
            @Nullable String prefix,
            @Nullable String errorPrefix,
            boolean partitioned,
            @Nullable ProcessingConfiguration processing) {
        var parsed = parse(prefix, Prefix.Use.PREFIX);
        var errors = parse(errorPrefix, Prefix.Use.ERROR_OUTPUT);
        if (errors.hasExpressions() && (errorPrefix == null || !errorPrefix.contains(ERROR_OUTPUT_TYPE)))
            throw InvalidArgument.of("ErrorOutputPrefix must contain at least one instance of " + ERROR_OUTPUT_TYPE
                    + " when it contains expressions.");
        if (parsed.hasExpressions() && !S3Rules.isGiven(errorPrefix))
            throw InvalidArgument.of("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions.");
        if (partitioned) checkPartitioned(parsed, errorPrefix, processing);
        else if (parsed.usesPartitionKeys())
            throw InvalidArgument.of("Dynamic Partitioning Namespaces can only be part of a prefix expression when"
                    + " Dynamic Partitioning is enabled.");
    }

    private static void checkPartitioned(
            Prefix prefix, @Nullable String errorPrefix, @Nullable ProcessingConfiguration processing) {
        if (!S3Rules.isGiven(errorPrefix))
            throw InvalidArgument.of("ErrorOutputPrefix cannot be null or empty when Dynamic Partitioning is enabled.");
        if (!prefix.usesPartitionKeys())
            throw InvalidArgument.of(
                    "Prefix must contain at least one instance of a Dynamic Partitioning Namespace when"
                            + " Dynamic Partitioning is enabled.");
        if (!prefix.queryKeys().isEmpty()
                && ProcessingConfiguration.runningIn(processing, "MetadataExtraction") == null)
            throw InvalidArgument.of(
                    "MetadataExtraction processor should be present when S3 Prefix has partitionKeyFromQuery namespace.");
        if (!prefix.lambdaKeys().isEmpty() && ProcessingConfiguration.runningIn(processing, "Lambda") == null)
            throw InvalidArgument.of(
                    "Lambda processor should be present when S3 Prefix has partitionKeyFromLambda namespace.");
    }

    /** A prefix in which nothing is to be replaced. */
    static void checkPlain(@Nullable String prefix) {
        if (prefix != null && prefix.contains("!{"))
            throw InvalidArgument.of("Prefix must not contain expressions for a Redshift destination.");
    }

    private static Prefix parse(@Nullable String text, Prefix.Use use) {
        try {
            return Prefix.parse(text, use);
        } catch (InvalidPrefixException e) {
            throw InvalidArgument.of(String.valueOf(e.getMessage()));
        }
    }
}
