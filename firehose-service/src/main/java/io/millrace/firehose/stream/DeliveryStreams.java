package io.millrace.firehose.stream;

import io.millrace.identity.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All delivery streams in memory. Read by every request without a lock; written by {@link DeliveryStreamStore} alone, after
 * the table was. The lock is for changes, so that followers hear of them in their order and of each stream from the first.
 */
public final class DeliveryStreams {
    private static final Logger log = LoggerFactory.getLogger(DeliveryStreams.class);

    private final Map<String, ConcurrentSkipListMap<String, DeliveryStream>> byAccount = new ConcurrentHashMap<>();
    private final Map<Integer, DeliveryStream> byId = new ConcurrentHashMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private final String region;

    /** Hears of every change once it is visible, on the thread that made it: to be quick. */
    public interface Follower {
        void changed(DeliveryStream now);

        void removed(DeliveryStream last);
    }

    public DeliveryStreams(String region) {
        this.region = region;
    }

    /** A stream by name, or null. */
    public @Nullable DeliveryStream find(String account, String name) {
        var streams = byAccount.get(account);
        return streams == null ? null : streams.get(name);
    }

    /** A stream by number, or null once it is deleted. */
    public @Nullable DeliveryStream find(int id) {
        return byId.get(id);
    }

    public Collection<DeliveryStream> all() {
        return byId.values();
    }

    /** The streams of an account in the order of their names, those after a name only if one is given. */
    public Collection<DeliveryStream> list(String account, @Nullable String after) {
        var streams = byAccount.get(account);
        if (streams == null) return List.of();
        return after == null ? streams.values() : streams.tailMap(after, false).values();
    }

    /** @throws io.millrace.wire.ApiException ResourceNotFoundException if there is none of that name */
    public DeliveryStream named(@Nullable String name, Caller caller) {
        String given = String.valueOf(name);
        var stream = find(caller.account(), given);
        if (stream == null) throw FirehoseErrors.resourceNotFound(given, caller.account());
        return stream;
    }

    /**
     * As {@link #named}.
     *
     * @throws io.millrace.wire.ApiException ResourceInUseException if it is not ACTIVE
     */
    public DeliveryStream active(@Nullable String name, Caller caller) {
        var stream = named(name, caller);
        if (stream.status() != DeliveryStream.Status.ACTIVE) throw FirehoseErrors.notActive(stream);
        return stream;
    }

    public String arn(String account, String name) {
        return "arn:aws:firehose:" + region + ":" + account + ":deliverystream/" + name;
    }

    /** Has someone told of every stream that is known, at once, and of every change from now on. */
    public synchronized void follow(Follower follower) {
        followers.add(follower);
        for (var stream : byId.values()) follower.changed(stream);
    }

    synchronized void put(DeliveryStream stream) {
        byId.put(stream.id(), stream);
        byAccount
                .computeIfAbsent(stream.account(), account -> new ConcurrentSkipListMap<>())
                .put(stream.name(), stream);
        tell(follower -> follower.changed(stream));
    }

    synchronized void remove(DeliveryStream stream) {
        if (byId.remove(stream.id()) == null) return;
        var streams = byAccount.get(stream.account());
        // A stream of the same name may be there already, after a change whose outcome was not known.
        if (streams != null)
            streams.computeIfPresent(stream.name(), (name, known) -> known.id() == stream.id() ? null : known);
        tell(follower -> follower.removed(stream));
    }

    /** The change is made: a follower that fails can't undo it, nor keep it from the others. */
    private void tell(Consumer<Follower> news) {
        for (var follower : followers)
            try {
                news.accept(follower);
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("follower of delivery streams failed");
            }
    }
}
