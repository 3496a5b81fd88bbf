package io.millrace.firehose.processing;

import io.millrace.firehose.destination.DynamicPartitioningConfiguration;
import io.millrace.firehose.destination.ProcessingConfiguration;
import io.millrace.firehose.function.Functions;
import io.millrace.firehose.stream.DeliveryStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's configuration asks to be done, made ready to be done often; in AWS's order, whatever the order of the
 * configuration.
 *
 * @param before the function is called, record by record
 * @param after the function was called
 * @param partitions null if all records go one way
 */
record Steps(
        List<Step> before,
        @Nullable LambdaTransform lambda,
        List<Step> after,
        @Nullable Partitions partitions) {

    static Steps of(DeliveryStream stream, Functions functions, InstantSource clock) {
        var processing = stream.destination().configuration().processingConfiguration();
        var before = new ArrayList<Step>();
        if (ProcessingConfiguration.runningIn(processing, "Decompression") != null) before.add(new Decompression());
        var messages = ProcessingConfiguration.runningIn(processing, "CloudWatchLogProcessing");
        if (messages != null && "true".equalsIgnoreCase(messages.parameter("DataMessageExtraction")))
            before.add(new MessageExtraction());
        var parts = ProcessingConfiguration.runningIn(processing, "RecordDeAggregation");
        if (parts != null) before.add(new Deaggregation(delimiter(parts)));
        var function = ProcessingConfiguration.runningIn(processing, "Lambda");
        var after = new ArrayList<Step>();
        var extended = stream.destination().extendedS3();
        var partitions =
                extended != null && DynamicPartitioningConfiguration.on(extended.dynamicPartitioningConfiguration())
                        ? new Partitions(extended)
                        : null;
        var query = ProcessingConfiguration.runningIn(processing, "MetadataExtraction");
        if (query != null && partitions != null)
            after.add(new MetadataExtraction(
                    Objects.requireNonNull(query.parameter("MetadataExtractionQuery")), partitions.queryKeys()));
        return new Steps(
                before, function == null ? null : new LambdaTransform(function, functions, clock), after, partitions);
    }

    private static byte @Nullable [] delimiter(ProcessingConfiguration.Processor processor) {
        return "DELIMITED".equals(processor.parameter("SubRecordType"))
                ? Base64.getDecoder().decode(processor.parameter("Delimiter"))
                : null;
    }

    /** Sends a record through steps, one after another; nothing comes out if one of them fails. */
    static void through(List<Step> steps, Item item, Consumer<Item> out) throws StepFailure {
        var items = List.of(item);
        for (var step : steps) {
            var next = new ArrayList<Item>();
            for (var one : items) step.apply(one, next::add);
            items = next;
        }
        items.forEach(out);
    }
}
