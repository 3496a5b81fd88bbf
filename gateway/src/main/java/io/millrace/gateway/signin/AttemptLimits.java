package io.millrace.gateway.signin;

import io.millrace.gateway.console.ConsoleError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a password may be tried: ten failures for a name and thirty from an address within a quarter of an hour. An
 * attempt counts from its beginning, so that many at once are no way around it, until it has succeeded. In memory: a new
 * start forgets.
 */
final class AttemptLimits {
    static final int PER_NAME = 10;
    static final int PER_ADDRESS = 30;
    static final Duration WINDOW = Duration.ofMinutes(15);

    /** Beyond it the one that was tried longest ago is forgotten. */
    private static final int MAX_KEYS = 10_000;

    private final InstantSource clock;

    @SuppressWarnings("serial") // never serialized
    private final Map<String, Deque<Instant>> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MAX_KEYS;
        }
    };

    AttemptLimits(InstantSource clock) {
        this.clock = clock;
    }

    /** @throws ConsoleError if there were too many */
    synchronized void begin(String name, String address) {
        var now = clock.instant();
        var wait = longer(wait(nameKey(name), PER_NAME, now), wait(addressKey(address), PER_ADDRESS, now));
        if (!wait.isZero())
            throw new ConsoleError(429, "TooManyAttempts", "Too many attempts to sign in, please try again later.")
                    .header("retry-after", Long.toString(Math.max(1, wait.toSeconds() + 1)));
        recent(nameKey(name), now).add(now);
        recent(addressKey(address), now).add(now);
    }

    /** The password was right: the name starts anew, and the address is given back its attempt. */
    synchronized void succeeded(String name, String address) {
        attempts.remove(nameKey(name));
        var from = attempts.get(addressKey(address));
        if (from != null) from.pollLast();
    }

    private Duration wait(String key, int most, Instant now) {
        var recent = recent(key, now);
        return recent.size() < most
                ? Duration.ZERO
                : Duration.between(now, recent.getFirst().plus(WINDOW));
    }

    private Deque<Instant> recent(String key, Instant now) {
        var times = attempts.computeIfAbsent(key, k -> new ArrayDeque<>(4));
        while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) times.removeFirst();
        return times;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String nameKey(String name) {
        return "name " + name;
    }

    private static String addressKey(String address) {
        return "address " + address;
    }
}
