package io.millrace.firehose.destination;

import java.util.EnumSet;
import java.util.Set;

/**
 * What this version does. Everything else is checked as on AWS and then refused by its name, so that nobody takes a stream
 * for more than it is.
 *
 * @param destinations where it can deliver to
 * @param processors the types of processors that it runs
 * @param features what else it can do
 */
public record Supported(Set<DestinationType> destinations, Set<String> processors, Set<Feature> features) {
    /** A new ability is a word more here. */
    public static final Supported TODAY = new Supported(
            EnumSet.of(DestinationType.EXTENDED_S3),
            Set.of(
                    "AppendDelimiterToRecord",
                    "CloudWatchLogProcessing",
                    "Decompression",
                    "Lambda",
                    "MetadataExtraction",
                    "RecordDeAggregation"),
            EnumSet.of(Feature.DYNAMIC_PARTITIONING, Feature.S3_BACKUP));

    /** @throws io.millrace.wire.ApiException InvalidArgumentException that names what can't be done */
    public void check(Destination destination) {
        if (!destinations.contains(destination.type()))
            throw refused("Delivery to " + destination.type().text());
        var configuration = destination.configuration();
        for (var feature : configuration.features()) check(feature);
        var processing = configuration.processingConfiguration();
        if (processing == null) return;
        for (var processor : processing.running())
            if (processor.type() != null && !processors.contains(processor.type()))
                throw refused("The processor " + processor.type());
    }

    /** As {@link #check(Destination)}, for a single feature. */
    public void check(Feature feature) {
        if (!features.contains(feature)) throw refused(feature.text());
    }

    private static RuntimeException refused(String what) {
        return InvalidArgument.of(what
                + " is not supported by this version of Millrace, see docs/compatibility.md. Nothing was changed.");
    }
}
