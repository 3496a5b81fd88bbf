package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to records on their way. */
public record ProcessingConfiguration(
        @Nullable Boolean enabled, @Nullable List<Processor> processors) {
    /** True if it is switched on and there is something to do. */
    public boolean on() {
        return Boolean.TRUE.equals(enabled) && processors != null && !processors.isEmpty();
    }

    /** The processors that run, in the order in which they were given. */
    public List<Processor> running() {
        return on() && processors != null ? processors : List.of();
    }

    /** The first processor of a type that runs, or null. */
    public @Nullable Processor first(String type) {
        for (var processor : running()) if (type.equals(processor.type)) return processor;
        return null;
    }

    /** As {@link #first(String)}, of a configuration that may not be there. */
    public static @Nullable Processor runningIn(@Nullable ProcessingConfiguration configuration, String type) {
        return configuration == null ? null : configuration.first(type);
    }

    /** One step, named by its type. */
    public record Processor(
            @Constraint.Required
            @Constraint.OneOf({
                "RecordDeAggregation",
                "Decompression",
                "CloudWatchLogProcessing",
                "Lambda",
                "MetadataExtraction",
                "AppendDelimiterToRecord"
            })
            @Nullable
            String type,

            @Nullable List<Parameter> parameters) {
        /** The value of a parameter, or null. */
        public @Nullable String parameter(String name) {
            if (parameters != null)
                for (var parameter : parameters)
                    if (name.equals(parameter.parameterName)) return parameter.parameterValue;
            return null;
        }
    }

    /** What a step is told. */
    public record Parameter(
            @Constraint.Required
            @Constraint.OneOf({
                "LambdaArn",
                "NumberOfRetries",
                "MetadataExtractionQuery",
                "JsonParsingEngine",
                "RoleArn",
                "BufferSizeInMBs",
                "BufferIntervalInSeconds",
                "SubRecordType",
                "Delimiter",
                "CompressionFormat",
                "DataMessageExtraction"
            })
            @Nullable
            String parameterName,

            @Constraint.Required @Constraint.Pattern("^(?!\\s*$).+") @Constraint.Length(min = 1, max = 5120) @Nullable
            String parameterValue) {}
}
