package io.millrace.firehose.processing;

import io.millrace.firehose.delivery.Chunk;
import io.millrace.firehose.delivery.ChunkContent;
import io.millrace.firehose.delivery.Delivery;
import io.millrace.firehose.delivery.FailedRecord;
import io.millrace.firehose.delivery.Processing;
import io.millrace.firehose.delivery.Route;
import io.millrace.firehose.destination.DynamicPartitioningConfiguration;
import io.millrace.firehose.destination.ProcessingConfiguration;
import io.millrace.firehose.function.Functions;
import io.millrace.firehose.stream.DeliveryStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does what a stream's {@code ProcessingConfiguration} and its dynamic partitioning ask for. */
public final class RecordProcessing implements Processing {
    private static final int MIB = 1024 * 1024;
    /** What a function is given at once unless the stream says otherwise (API reference of ProcessorParameter). */
    private static final double LAMBDA_SIZE_MB = 1;

    private static final double LAMBDA_INTERVAL_SECONDS = 60;
    /** Without a function nothing is gained by waiting. */
    private static final Delivery.Hints AT_ONCE = new Delivery.Hints(MIB, Duration.ZERO);
    /** Bytes that are held between the steps. */
    private static final long FULL_BYTES = 4L * MIB;

    private static final int PREPARED = 1024;

    private final Functions functions;
    private final InstantSource clock;
    /** By the number of the stream; the oldest are made again when they are needed. */
    private final Map<Integer, Prepared> prepared = new LinkedHashMap<>();

    private record Prepared(long version, Steps steps) {}

    public RecordProcessing(Functions functions, InstantSource clock) {
        this.functions = functions;
        this.clock = clock;
    }

    @Override
    public boolean needed(DeliveryStream stream) {
        if (partitioned(stream)) return true;
        var processing = stream.destination().configuration().processingConfiguration();
        if (processing == null) return false;
        // The delimiter is appended where records are joined.
        for (var processor : processing.running()) if (!"AppendDelimiterToRecord".equals(processor.type())) return true;
        return false;
    }

    private static boolean partitioned(DeliveryStream stream) {
        var extended = stream.destination().extendedS3();
        return extended != null && DynamicPartitioningConfiguration.on(extended.dynamicPartitioningConfiguration());
    }

    @Override
    public Delivery.Hints hints(DeliveryStream stream) {
        var lambda = ProcessingConfiguration.runningIn(
                stream.destination().configuration().processingConfiguration(), "Lambda");
        if (lambda == null) return AT_ONCE;
        double size = number(lambda.parameter("BufferSizeInMBs"), LAMBDA_SIZE_MB);
        double interval = number(lambda.parameter("BufferIntervalInSeconds"), LAMBDA_INTERVAL_SECONDS);
        return new Delivery.Hints((long) (size * MIB), Duration.ofMillis((long) (interval * 1_000)));
    }

    private static double number(@Nullable String text, double otherwise) {
        try {
            return text == null ? otherwise : Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private Steps steps(DeliveryStream stream) {
        synchronized (prepared) {
            var known = prepared.get(stream.id());
            if (known != null && known.version == stream.version()) return known.steps;
            if (prepared.size() >= PREPARED)
                prepared.remove(prepared.keySet().iterator().next());
            var made = new Prepared(stream.version(), Steps.of(stream, functions, clock));
            prepared.put(stream.id(), made);
            return made.steps;
        }
    }

    @Override
    public long process(DeliveryStream stream, Chunk chunk, ChunkContent content, Output output)
            throws IOException, InterruptedException {
        var steps = steps(stream);
        var items = new ArrayList<Item>();
        long[] bytes = {0};
        long[] stoppedAt = {-1};
        content.read((position, arrival, buffer, offset, length) -> {
            if (bytes[0] >= FULL_BYTES) {
                stoppedAt[0] = position;
                return false;
            }
            var item = new Item(Arrays.copyOfRange(buffer, offset, offset + length), arrival);
            try {
                Steps.through(steps.before(), item, made -> {
                    items.add(made);
                    bytes[0] += made.data().length;
                });
            } catch (StepFailure e) {
                fail(item, e, output);
            }
            return true;
        });
        var lambda = steps.lambda();
        if (lambda == null) for (var item : items) finish(steps, item, output);
        else
            lambda.apply(stream, items, new LambdaTransform.Sink() {
                @Override
                public void transformed(Item item) {
                    finish(steps, item, output);
                }

                @Override
                public void failed(FailedRecord record) {
                    output.add(Route.error(StepFailure.PROCESSING), record.arrivalMillis(), record.line());
                }
            });
        return stoppedAt[0] < 0 ? chunk.to() : stoppedAt[0];
    }

    private void finish(Steps steps, Item item, Output output) {
        try {
            var partitions = steps.partitions();
            Steps.through(steps.after(), item, made -> add(partitions, made, output));
        } catch (StepFailure e) {
            fail(item, e, output);
        }
    }

    private void add(@Nullable Partitions partitions, Item item, Output output) {
        try {
            var route = partitions == null ? Route.DESTINATION : partitions.of(item);
            output.add(route, item.arrivalMillis(), item.data());
        } catch (StepFailure e) {
            fail(item, e, output);
        }
    }

    private void fail(Item item, StepFailure failure, Output output) {
        var record = new FailedRecord(
                failure.code(),
                String.valueOf(failure.getMessage()),
                1,
                item.arrivalMillis(),
                clock.millis(),
                item.data());
        output.add(Route.error(failure.type()), item.arrivalMillis(), record.line());
    }
}
