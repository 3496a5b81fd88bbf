package io.millrace.streams.limit;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Someone who polls a shard: a key, from an address, with a program. Known by its calls only. Safe for any thread. */
public final class Poller {
    /** What a client calls itself is cut off here. */
    static final int AGENT_CHARACTERS = 256;

    private final String accessKeyId;
    private final String userAgent;
    private final @Nullable InetAddress address;
    private long lastSeenMillis;
    private long servedMillis;
    private long calls;
    private long throttled;
    private long next = -1;
    private long last = -1;
    private long lastArrivalMillis;
    private long behindMillis;

    Poller(String accessKeyId, String userAgent, @Nullable InetAddress address, long nowMillis) {
        this.accessKeyId = accessKeyId;
        this.userAgent = userAgent.length() > AGENT_CHARACTERS ? userAgent.substring(0, AGENT_CHARACTERS) : userAgent;
        this.address = address;
        this.lastSeenMillis = nowMillis;
    }

    /**
     * A poller as it was at one moment.
     *
     * @param sourceAddress where its calls come from, or an empty text
     * @param calls all of them, refused ones too
     * @param throttled those that were refused for the shard's rate
     * @param next the position that it goes on from, or -1 if it was refused only
     * @param last the position of the last record it was given, or -1 if none
     * @param lastArrivalMillis when that record arrived
     * @param servedMillis when it was answered last
     * @param behindMillis how far it was behind then
     */
    public record Seen(
            String accessKeyId,
            String userAgent,
            String sourceAddress,
            long lastSeenMillis,
            long calls,
            long throttled,
            long next,
            long last,
            long lastArrivalMillis,
            long servedMillis,
            long behindMillis) {
        /** How long the next record has been waiting for it, about; 0 at the end of the shard. */
        public long waitingMillis(long end, long nowMillis) {
            return Poller.waitingMillis(next, end, behindMillis, nowMillis - servedMillis);
        }
    }

    boolean is(String key, String agent, @Nullable InetAddress from) {
        return accessKeyId.equals(key) && isAgent(agent) && (address == null ? from == null : address.equals(from));
    }

    private boolean isAgent(String agent) {
        return agent.length() <= AGENT_CHARACTERS
                ? userAgent.equals(agent)
                : userAgent.length() == AGENT_CHARACTERS && agent.startsWith(userAgent);
    }

    /**
     * Notes what a call was given.
     *
     * @param goesOnFrom the position that the next call starts at
     * @param lastGiven the position of the last record of the answer, or -1 if it had none
     * @param arrivedMillis when that record arrived
     */
    public synchronized void gave(long goesOnFrom, long lastGiven, long arrivedMillis, long behind, long nowMillis) {
        calls++;
        lastSeenMillis = nowMillis;
        servedMillis = nowMillis;
        next = goesOnFrom;
        behindMillis = behind;
        if (lastGiven < 0) return;
        last = lastGiven;
        lastArrivalMillis = arrivedMillis;
    }

    /** Notes that a call was refused for the shard's rate. */
    public synchronized void refused(long nowMillis) {
        calls++;
        throttled++;
        lastSeenMillis = nowMillis;
    }

    synchronized long lastSeenMillis() {
        return lastSeenMillis;
    }

    /** How long the next record has been waiting for it, about, or -1 if it was not seen since a time. */
    synchronized long waitingMillis(long end, long sinceMillis, long nowMillis) {
        return next < 0 || lastSeenMillis < sinceMillis
                ? -1
                : waitingMillis(next, end, behindMillis, nowMillis - servedMillis);
    }

    /** A poller that stopped falls behind further, though its last answer may have said that it was at the tip. */
    private static long waitingMillis(long next, long end, long behindMillis, long sinceServedMillis) {
        return next >= end ? 0 : behindMillis + Math.max(0, sinceServedMillis);
    }

    synchronized Seen seen() {
        return new Seen(
                accessKeyId,
                userAgent,
                address == null ? "" : address.getHostAddress(),
                lastSeenMillis,
                calls,
                throttled,
                next,
                last,
                lastArrivalMillis,
                servedMillis,
                behindMillis);
    }
}
