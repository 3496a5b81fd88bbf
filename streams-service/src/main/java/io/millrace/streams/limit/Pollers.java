package io.millrace.streams.limit;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who polls a shard: the {@value #MOST} seen last. Looked through without a lock or an object by every call of GetRecords;
 * only one who is new has the list replaced.
 */
final class Pollers {
    static final int MOST = 16;

    private volatile Poller[] known = {};

    Poller of(String accessKeyId, String userAgent, @Nullable InetAddress address, long nowMillis) {
        for (var poller : known) if (poller.is(accessKeyId, userAgent, address)) return poller;
        return add(accessKeyId, userAgent, address, nowMillis);
    }

    private synchronized Poller add(
            String accessKeyId, String userAgent, @Nullable InetAddress address, long nowMillis) {
        for (var poller : known) if (poller.is(accessKeyId, userAgent, address)) return poller;
        var added = new Poller(accessKeyId, userAgent, address, nowMillis);
        var now = known;
        if (now.length < MOST) {
            now = Arrays.copyOf(now, now.length + 1);
            now[now.length - 1] = added;
        } else {
            now = now.clone();
            now[longestUnseen(now)] = added;
        }
        known = now;
        return added;
    }

    private static int longestUnseen(Poller[] pollers) {
        int found = 0;
        for (int i = 1; i < pollers.length; i++)
            if (pollers[i].lastSeenMillis() < pollers[found].lastSeenMillis()) found = i;
        return found;
    }

    List<Poller.Seen> seenSince(long millis) {
        var list = new ArrayList<Poller.Seen>();
        for (var poller : known) {
            var seen = poller.seen();
            if (seen.lastSeenMillis() >= millis) list.add(seen);
        }
        return list;
    }

    /** How far the one furthest behind is, of those seen since a time; -1 if there was none. */
    long worstBehindMillis(long end, long sinceMillis, long nowMillis) {
        long worst = -1;
        for (var poller : known) worst = Math.max(worst, poller.waitingMillis(end, sinceMillis, nowMillis));
        return worst;
    }

    /** @return true if nobody is left who was seen since a time */
    synchronized boolean forgetBefore(long millis) {
        var left = Arrays.stream(known)
                .filter(poller -> poller.lastSeenMillis() >= millis)
                .toArray(Poller[]::new);
        if (left.length < known.length) known = left;
        return left.length == 0;
    }
}
