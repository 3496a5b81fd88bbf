package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which columnar format is written, and how. */
public record OutputFormatConfiguration(@Nullable Serializer serializer) {
    void check() {
        var given = Given.require(serializer, "Serializer");
        if ((given.parquetSerDe == null) == (given.orcSerDe == null))
            throw InvalidArgument.of("Exactly one of ParquetSerDe and OrcSerDe must be specified in Serializer.");
    }

    /** Parquet or ORC. */
    public record Serializer(
            @Nullable ParquetSerDe parquetSerDe, @Nullable OrcSerDe orcSerDe) {}

    public record ParquetSerDe(
            @Constraint.Range(min = 67108864) @Nullable Integer blockSizeBytes,
            @Constraint.Range(min = 65536) @Nullable Integer pageSizeBytes,

            @Constraint.OneOf({"UNCOMPRESSED", "GZIP", "SNAPPY"}) @Nullable
            String compression,

            @Nullable Boolean enableDictionaryCompression,
            @Constraint.Range(min = 0) @Nullable Integer maxPaddingBytes,
            @Constraint.OneOf({"V1", "V2"}) @Nullable String writerVersion) {}

    public record OrcSerDe(
            @Constraint.Range(min = 8388608) @Nullable Integer stripeSizeBytes,
            @Constraint.Range(min = 67108864) @Nullable Integer blockSizeBytes,
            @Constraint.Range(min = 1000) @Nullable Integer rowIndexStride,
            @Nullable Boolean enablePadding,
            @Constraint.Range(min = 0, max = 1) @Nullable Double paddingTolerance,

            @Constraint.OneOf({"NONE", "ZLIB", "SNAPPY"}) @Nullable
            String compression,

            @Nullable List<@Word String> bloomFilterColumns,
            @Constraint.Range(min = 0, max = 1) @Nullable Double bloomFilterFalsePositiveProbability,
            @Constraint.Range(min = 0, max = 1) @Nullable Double dictionaryKeyThreshold,
            @Constraint.OneOf({"V0_11", "V0_12"}) @Nullable String formatVersion) {}
}
