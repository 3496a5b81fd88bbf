package io.millrace.firehose.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.wire.Constraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists an account's delivery streams by name, a page at a time. */
public final class ListDeliveryStreams implements Operation<ListDeliveryStreams.Input, ListDeliveryStreams.Output> {
    private final DeliveryStreams streams;

    ListDeliveryStreams(DeliveryStreams streams) {
        this.streams = streams;
    }

    public record Input(
            @Constraint.Range(min = 1, max = 10000) @Nullable
            Integer limit,

            @Constraint.OneOf({"DirectPut", "KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource"}) @Nullable
            String deliveryStreamType,

            @DeliveryStreamName @Nullable String exclusiveStartDeliveryStreamName) {}

    public record Output(List<String> deliveryStreamNames, Boolean hasMoreDeliveryStreams) {}

    /** Streams on a page when a request does not say it (API reference). */
    private static final int DEFAULT_PAGE = 10;

    @Override
    public Output handle(Input input, Caller caller) {
        int size = input.limit == null ? DEFAULT_PAGE : input.limit;
        var names = new ArrayList<String>();
        for (var stream : streams.list(caller.account(), input.exclusiveStartDeliveryStreamName)) {
            if (input.deliveryStreamType != null
                    && !input.deliveryStreamType.equals(stream.type().name())) continue;
            if (names.size() == size) return new Output(names, true);
            names.add(stream.name());
        }
        return new Output(names, false);
    }
}
