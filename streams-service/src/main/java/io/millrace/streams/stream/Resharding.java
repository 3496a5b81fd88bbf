package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import io.millrace.streams.shard.Reshard;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.shard.ShardId;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the operations that change a stream's shards have in common: their checks, and how a change begins. */
final class Resharding {
    private final Streams streams;
    private final StreamStore store;
    private final Lifecycle lifecycle;

    Resharding(Streams streams, StreamStore store, Lifecycle lifecycle) {
        this.streams = streams;
        this.store = store;
        this.lifecycle = lifecycle;
    }

    /**
     * Has a stream's shards changed.
     *
     * @param change checks what the caller asks for and says what to do
     * @return the stream as it was
     * @throws io.millrace.wire.ApiException if the stream is not provisioned, is not ACTIVE, or the change is refused
     */
    Stream begin(StreamAddress address, Caller caller, Function<Stream, Reshard> change) {
        return begin(address, caller, change, row -> {});
    }

    /** As the other, and notes more about the stream with it. */
    Stream begin(StreamAddress address, Caller caller, Function<Stream, Reshard> change, Consumer<StreamEntity> more) {
        return store.exclusively(() -> {
            var stream = streams.named(address, caller);
            if (stream.mode() == StreamMode.ON_DEMAND) throw StreamErrors.onDemand(stream);
            if (stream.status() == StreamStatus.CREATING) throw StreamErrors.notActive(stream);
            var reshard = change.apply(stream);
            if (stream.status() != StreamStatus.ACTIVE) throw StreamErrors.notActive(stream);
            begin(stream, reshard, more);
            return stream;
        });
    }

    /** Has the shards of an ACTIVE stream changed. */
    private void begin(Stream stream, Reshard reshard, Consumer<StreamEntity> more) {
        lifecycle.advance(store.update(stream.id(), row -> {
            more.accept(row);
            row.status = StreamStatus.UPDATING;
            row.reshard = reshard.toString();
        }));
    }

    /** The open shard that a request names. */
    Shard open(Stream stream, String id) {
        int index =
                ShardId.parse(id).orElseThrow(() -> StreamErrors.shardNotFound(id, stream.name(), stream.account()));
        var shard = stream.shards().byIndex(index);
        if (shard == null) throw StreamErrors.shardNotFound(ShardId.of(index), stream.name(), stream.account());
        if (!shard.open())
            throw StreamErrors.invalidArgument("Shard " + shard.id() + " in stream " + stream.name()
                    + " under account " + stream.account() + " has already been merged or split, and thus is not"
                    + " eligible for merging or splitting.");
        return shard;
    }
}
