package io.millrace.streams.consume;

import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.Streams;
import io.millrace.streams.token.TokenSeal;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Makes iterators and finds what they point at. */
public final class ShardIterators {
    private static final String PURPOSE = "GetRecords";

    private final TokenSeal seal;
    private final Streams streams;
    private final InstantSource clock;

    public ShardIterators(TokenSeal seal, Streams streams, InstantSource clock) {
        this.seal = seal;
        this.streams = streams;
        this.clock = clock;
    }

    /** What an iterator points at. */
    record Place(Stream stream, Shard shard, long position) {}

    String at(Stream stream, Shard shard, long position) {
        var iterator = new ShardIterator(stream.id(), shard.index(), position, clock.millis(), stream.name());
        return seal.seal(PURPOSE, stream.account(), iterator.bytes());
    }

    /** The iterator behind a reading, or null if the shard has ended. */
    @Nullable
    String next(Place place, ShardRead read) {
        return read.ended() ? null : at(place.stream(), place.shard(), read.next());
    }

    /**
     * Opens an iterator of an account.
     *
     * @param arn the stream that the request names beside it, or null
     * @throws io.millrace.wire.ApiException if it is not one of ours, too old, or its stream is gone
     */
    Place find(String text, String account, @Nullable String arn) {
        // AWS takes an iterator that a shell left in its quotes.
        String bare = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
        var iterator = seal.open(PURPOSE, account, bare)
                .flatMap(ShardIterator::parse)
                .orElseThrow(ConsumeErrors::invalidIterator);
        Instant now = clock.instant();
        if (iterator.expired(now.toEpochMilli()))
            throw ConsumeErrors.expiredIterator(Instant.ofEpochMilli(iterator.createdMillis()), now);
        var stream = streams.find(iterator.stream());
        var shard = stream == null ? null : stream.shards().byIndex(iterator.shard());
        if (stream == null || shard == null)
            throw StreamErrors.shardDoesNotExist(ShardId.of(iterator.shard()), iterator.streamName(), account);
        if (arn != null && !arn.equals(stream.arn()))
            throw StreamErrors.invalidArgument("StreamARN " + arn + " does not match the ShardIterator.");
        return new Place(stream, shard, iterator.position());
    }
}
