package io.millrace.firehose.destination;

import org.jspecify.annotations.Nullable;

/** JSON to Parquet or ORC. */
public record DataFormatConversionConfiguration(
        @Nullable SchemaConfiguration schemaConfiguration,
        @Nullable InputFormatConfiguration inputFormatConfiguration,
        @Nullable OutputFormatConfiguration outputFormatConfiguration,
        @Nullable Boolean enabled) {
    /** True unless it is switched off in so many words. */
    static boolean on(@Nullable DataFormatConversionConfiguration configuration) {
        return configuration != null && !Boolean.FALSE.equals(configuration.enabled);
    }

    /** Member by member, unlike most of what an update carries. */
    static @Nullable DataFormatConversionConfiguration merged(
            @Nullable DataFormatConversionConfiguration stored, @Nullable DataFormatConversionConfiguration given) {
        if (stored == null || given == null) return Given.or(given, stored);
        return new DataFormatConversionConfiguration(
                Given.or(given.schemaConfiguration, stored.schemaConfiguration),
                Given.or(given.inputFormatConfiguration, stored.inputFormatConfiguration),
                Given.or(given.outputFormatConfiguration, stored.outputFormatConfiguration),
                Given.or(given.enabled, stored.enabled));
    }

    /** What it asks for if it is on. */
    void check() {
        var in = Given.require(inputFormatConfiguration, "DataFormatConversionConfiguration.InputFormatConfiguration");
        var out =
                Given.require(outputFormatConfiguration, "DataFormatConversionConfiguration.OutputFormatConfiguration");
        var schema = Given.require(schemaConfiguration, "DataFormatConversionConfiguration.SchemaConfiguration");
        in.check();
        out.check();
        schema.check();
    }

    DataFormatConversionConfiguration withDefaults() {
        return new DataFormatConversionConfiguration(
                schemaConfiguration, inputFormatConfiguration, outputFormatConfiguration, Given.or(enabled, true));
    }
}
