package io.millrace.firehose.destination;

import io.millrace.jq.JqQuery;
import io.millrace.jq.JqSyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which processors may be there, and what each may be told (API reference of ProcessorParameter). */
final class Processors {
    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "Lambda", Set.of("LambdaArn", "NumberOfRetries", "RoleArn", "BufferSizeInMBs", "BufferIntervalInSeconds"),
            "MetadataExtraction", Set.of("MetadataExtractionQuery", "JsonParsingEngine"),
            "RecordDeAggregation", Set.of("SubRecordType", "Delimiter"),
            "Decompression", Set.of("CompressionFormat"),
            "CloudWatchLogProcessing", Set.of("DataMessageExtraction"),
            "AppendDelimiterToRecord", Set.of("Delimiter"));

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "Lambda", List.of("LambdaArn"),
            "MetadataExtraction", List.of("MetadataExtractionQuery", "JsonParsingEngine"),
            "RecordDeAggregation", List.of("SubRecordType"));

    private Processors() {}

    /** @throws io.millrace.wire.ApiException InvalidArgumentException for what no processor can be told */
    static void check(@Nullable ProcessingConfiguration configuration, boolean partitioned) {
        if (configuration == null) return;
        var types = new HashSet<String>();
        for (var processor : configuration.running()) {
            String type = String.valueOf(processor.type());
            if (!types.add(type)) throw InvalidArgument.of("Only one processor of type " + type + " is allowed.");
            checkParameters(type, processor);
        }
        if (types.contains("MetadataExtraction") && !partitioned)
            throw InvalidArgument.of(
                    "MetadataExtraction processor is only applicable when Dynamic Partitioning is enabled.");
    }

    private static void checkParameters(String type, ProcessingConfiguration.Processor processor) {
        var allowed = PARAMETERS.getOrDefault(type, Set.of());
        if (processor.parameters() != null)
            for (var parameter : processor.parameters())
                if (!allowed.contains(String.valueOf(parameter.parameterName())))
                    throw InvalidArgument.of("Parameter " + parameter.parameterName()
                            + " is not valid for processor type " + type + ".");
        for (String name : REQUIRED.getOrDefault(type, List.of()))
            if (processor.parameter(name) == null)
                throw InvalidArgument.of("Parameter " + name + " must be specified for processor type " + type + ".");
        if (type.equals("RecordDeAggregation")) checkSubRecords(processor);
        if (type.equals("MetadataExtraction") && !"JQ-1.6".equals(processor.parameter("JsonParsingEngine")))
            throw InvalidArgument.of("JsonParsingEngine must be JQ-1.6.");
        if (type.equals("MetadataExtraction")) checkQuery(processor);
    }

    private static void checkQuery(ProcessingConfiguration.Processor processor) {
        try {
            JqQuery.compile(String.valueOf(processor.parameter("MetadataExtractionQuery")));
        } catch (JqSyntaxException e) {
            throw InvalidArgument.of("MetadataExtractionQuery is not a valid query: " + e.getMessage());
        }
    }

    private static void checkSubRecords(ProcessingConfiguration.Processor processor) {
        String subRecords = processor.parameter("SubRecordType");
        if (!"JSON".equals(subRecords) && !"DELIMITED".equals(subRecords))
            throw InvalidArgument.of("SubRecordType must be JSON or DELIMITED.");
        if ("DELIMITED".equals(subRecords) && processor.parameter("Delimiter") == null)
            throw InvalidArgument.of("Parameter Delimiter must be specified when SubRecordType is DELIMITED.");
    }

    /** The switch shows what it stands at. */
    static @Nullable ProcessingConfiguration withDefaults(@Nullable ProcessingConfiguration given) {
        if (given == null) return null;
        return new ProcessingConfiguration(
                given.enabled() != null && given.enabled(),
                given.processors() == null ? List.of() : given.processors());
    }
}
