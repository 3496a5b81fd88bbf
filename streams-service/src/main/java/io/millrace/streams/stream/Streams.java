package io.millrace.streams.stream;

import io.millrace.identity.Caller;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * All streams in memory, by account and name. Read by every request without a lock; written by {@link StreamStore} alone,
 * after the table was.
 */
public final class Streams {
    private final Map<String, ConcurrentSkipListMap<String, Stream>> byAccount = new ConcurrentHashMap<>();
    private final Map<Long, Stream> byId = new ConcurrentHashMap<>();
    private final String region;

    public Streams(String region) {
        this.region = region;
    }

    /** A stream by name, or null. */
    public @Nullable Stream find(String account, String name) {
        var streams = byAccount.get(account);
        return streams == null ? null : streams.get(name);
    }

    /** A stream by number, or null once it is deleted. */
    public @Nullable Stream find(long id) {
        return byId.get(id);
    }

    /** The streams of an account, in the order of their names, those after a name only if one is given. */
    public Collection<Stream> list(String account, @Nullable String after) {
        var streams = byAccount.get(account);
        if (streams == null) return java.util.List.of();
        return after == null ? streams.values() : streams.tailMap(after, false).values();
    }

    public Collection<Stream> all() {
        return byId.values();
    }

    /**
     * The stream that a request names, in any state.
     *
     * @throws io.millrace.wire.ApiException if it names none, two that differ, or one that is not there
     */
    public Stream named(StreamAddress address, Caller caller) {
        String name = address.streamName();
        String arn = address.streamARN();
        if (arn != null) {
            String named = nameIn(arn, caller);
            if (name != null && !name.equals(named))
                throw StreamErrors.invalidArgument("StreamName " + name + " and StreamARN " + arn + " do not match.");
            name = named;
        }
        if (name == null) throw StreamErrors.invalidArgument("Either StreamName or StreamARN should be provided.");
        var stream = find(caller.account(), name);
        if (stream == null) throw StreamErrors.streamNotFound(name, caller.account());
        return stream;
    }

    /** As {@link #named}, and records can be put and got; a stream that is not there yet, or goes, is not found. */
    public Stream serving(StreamAddress address, Caller caller) {
        var stream = named(address, caller);
        if (!stream.status().serving()) throw StreamErrors.streamNotFound(stream.name(), caller.account());
        return stream;
    }

    /** As {@link #named}, and nothing is being done to it. */
    public Stream active(StreamAddress address, Caller caller) {
        var stream = named(address, caller);
        if (stream.status() != StreamStatus.ACTIVE) throw StreamErrors.notActive(stream);
        return stream;
    }

    /** The name in a stream's ARN; another region's or account's stream is not to be found here. */
    public String nameIn(String arn, Caller caller) {
        String[] parts = arn.split(":", 6);
        String name = parts[5].substring("stream/".length());
        if (!parts[3].equals(region) || !parts[4].equals(caller.account()))
            throw StreamErrors.streamNotFound(name, parts[4]);
        return name;
    }

    public String arn(String account, String name) {
        return "arn:aws:kinesis:" + region + ":" + account + ":stream/" + name;
    }

    public String region() {
        return region;
    }

    void put(Stream stream) {
        byId.put(stream.id(), stream);
        byAccount
                .computeIfAbsent(stream.account(), account -> new ConcurrentSkipListMap<>())
                .put(stream.name(), stream);
    }

    void remove(Stream stream) {
        byId.remove(stream.id());
        byAccount.computeIfPresent(stream.account(), (account, streams) -> {
            streams.remove(stream.name());
            return streams;
        });
    }
}
