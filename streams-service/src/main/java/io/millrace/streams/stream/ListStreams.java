package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.streams.token.PageTokens;
import io.millrace.wire.Constraint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists an account's streams by name, a page at a time. */
public final class ListStreams implements Operation<ListStreams.Input, ListStreams.Output> {
    /** Streams on a page; a higher limit is taken and not reached (API reference). */
    private static final int MAX_PAGE = 100;

    private final Streams streams;
    private final PageTokens tokens;

    ListStreams(Streams streams, PageTokens tokens) {
        this.streams = streams;
        this.tokens = tokens;
    }

    public record Input(
            @Constraint.Range(min = 1, max = 10000) @Nullable
            Integer limit,

            @StreamName @Nullable String exclusiveStartStreamName,

            @Constraint.Length(min = 1, max = 1048576) @Nullable
            String nextToken) {}

    public record Output(
            List<String> streamNames,
            Boolean hasMoreStreams,
            @Nullable String nextToken,
            List<StreamSummary> streamSummaries) {}

    public record StreamSummary(
            String streamName,
            String streamARN,
            String streamStatus,
            StreamModeDetails streamModeDetails,
            Instant streamCreationTimestamp) {}

    @Override
    public Output handle(Input input, Caller caller) {
        String after = input.exclusiveStartStreamName;
        if (input.nextToken != null) {
            var page = tokens.open("ListStreams", caller.account(), input.nextToken)
                    .orElseThrow(() -> StreamErrors.invalidArgument("Invalid NextToken."));
            if (page.expired()) throw StreamErrors.expiredNextToken();
            after = page.position();
        }
        int size = Math.min(input.limit == null ? MAX_PAGE : input.limit, MAX_PAGE);
        var summaries = new ArrayList<StreamSummary>();
        boolean more = false;
        for (var stream : streams.list(caller.account(), after)) {
            more = summaries.size() == size;
            if (more) break;
            summaries.add(new StreamSummary(
                    stream.name(),
                    stream.arn(),
                    stream.status().name(),
                    StreamModeDetails.of(stream.mode()),
                    stream.createdAt()));
        }
        var names = summaries.stream().map(StreamSummary::streamName).toList();
        String next = more ? tokens.next("ListStreams", caller.account(), names.getLast()) : null;
        return new Output(names, more, next, summaries);
    }
}
