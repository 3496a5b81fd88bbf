package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import java.util.function.BiConsumer;

/** Changes of a stream that take it through UPDATING back to ACTIVE. */
final class StreamChange {
    private final Streams streams;
    private final StreamStore store;
    private final Lifecycle lifecycle;

    StreamChange(Streams streams, StreamStore store, Lifecycle lifecycle) {
        this.streams = streams;
        this.store = store;
        this.lifecycle = lifecycle;
    }

    /**
     * Begins a change.
     *
     * @param change checks what the caller asks for and writes it into the row
     * @return the stream as it was
     * @throws io.millrace.wire.ApiException if the stream is not ACTIVE, or the change is refused; nothing was changed then
     */
    Stream begin(StreamAddress address, Caller caller, BiConsumer<Stream, StreamEntity> change) {
        return store.exclusively(() -> {
            var stream = streams.active(address, caller);
            lifecycle.advance(store.update(stream.id(), row -> {
                change.accept(stream, row);
                row.status = StreamStatus.UPDATING;
            }));
            return stream;
        });
    }
}
