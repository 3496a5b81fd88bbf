package io.millrace.firehose.destination;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the JSON of a record is read. */
public record InputFormatConfiguration(@Nullable Deserializer deserializer) {
    void check() {
        var given = Given.require(deserializer, "Deserializer");
        if ((given.openXJsonSerDe == null) == (given.hiveJsonSerDe == null))
            throw InvalidArgument.of(
                    "Exactly one of OpenXJsonSerDe and HiveJsonSerDe must be specified in Deserializer.");
    }

    /** One of the two readers that Firehose knows. */
    public record Deserializer(
            @Nullable OpenXJsonSerDe openXJsonSerDe,
            @Nullable HiveJsonSerDe hiveJsonSerDe) {}

    public record OpenXJsonSerDe(
            @Nullable Boolean convertDotsInJsonKeysToUnderscores,
            @Nullable Boolean caseInsensitive,
            @Nullable Map<@Word String, @FilledText String> columnToJsonKeyMappings) {}

    public record HiveJsonSerDe(@Nullable List<@FilledText String> timestampFormats) {}
}
