package io.millrace.streams.fanout;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.stream.ReservedStreamId;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamArn;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.Streams;
import io.millrace.streams.token.PageTokens;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the consumers of a stream by name, a page at a time. */
public final class ListStreamConsumers implements Operation<ListStreamConsumers.Input, ListStreamConsumers.Output> {
    /** Consumers on a page; a higher limit is taken and not reached (API reference). */
    private static final int MAX_PAGE = 100;

    private final Streams streams;
    private final Consumers consumers;
    private final PageTokens tokens;

    ListStreamConsumers(Streams streams, Consumers consumers, PageTokens tokens) {
        this.streams = streams;
        this.consumers = consumers;
        this.tokens = tokens;
    }

    public record Input(
            @Constraint.Required @StreamArn @Nullable String streamARN,

            @Constraint.Length(min = 1, max = 1048576) @Nullable
            String nextToken,

            @Constraint.Range(min = 1, max = 10000) @Nullable
            Integer maxResults,

            @Nullable Instant streamCreationTimestamp,
            @ReservedStreamId @Nullable String streamId)
            implements StreamAddress {
        @Override
        public @Nullable String streamName() {
            return null;
        }
    }

    public record Output(
            List<ConsumerSummary> consumers, @Nullable String nextToken) {}

    @Override
    public Output handle(Input input, Caller caller) {
        var stream = streams.named(input, caller);
        String after = input.nextToken == null ? firstPage(input, stream) : nextPage(input, stream, caller);
        int size = Math.min(input.maxResults == null ? MAX_PAGE : input.maxResults, MAX_PAGE);
        var page = new ArrayList<ConsumerSummary>();
        boolean more = false;
        for (var consumer : consumers.list(stream.id(), after)) {
            more = page.size() == size;
            if (more) break;
            page.add(ConsumerSummary.of(consumer, stream));
        }
        String next = more
                ? tokens.next(
                        "ListStreamConsumers",
                        caller.account(),
                        stream.id() + "/" + page.getLast().consumerName())
                : null;
        return new Output(page, next);
    }

    private static @Nullable String firstPage(Input input, Stream stream) {
        var created = input.streamCreationTimestamp;
        // Clients that speak JSON round a time to the second, or to the millisecond.
        if (created != null && created.getEpochSecond() != stream.createdAt().getEpochSecond())
            throw StreamErrors.streamNotFound(stream.name(), stream.account());
        return null;
    }

    private String nextPage(Input input, Stream stream, Caller caller) {
        if (input.streamCreationTimestamp != null)
            throw StreamErrors.invalidArgument("NextToken and StreamCreationTimestamp cannot be provided together.");
        var page = tokens.open("ListStreamConsumers", caller.account(), String.valueOf(input.nextToken))
                .orElseThrow(() -> StreamErrors.invalidArgument("Invalid NextToken."));
        if (page.expired()) throw StreamErrors.expiredNextToken();
        String position = page.position();
        int slash = position.indexOf('/');
        if (!position.substring(0, slash).equals(Long.toString(stream.id())))
            throw StreamErrors.invalidArgument("Invalid NextToken.");
        return position.substring(slash + 1);
    }
}
