package io.millrace.streams.limit;

/** So much at once, and so much each second. Full at first. Safe for any thread. */
final class TokenBucket {
    private final double perMilli;
    private double capacity;
    private double tokens;
    private long lastMillis;

    TokenBucket(double perSecond, double capacity, long nowMillis) {
        this.perMilli = perSecond / 1000;
        this.capacity = capacity;
        this.tokens = capacity;
        this.lastMillis = nowMillis;
    }

    /** Takes so much, or nothing if there is less. */
    synchronized boolean take(double amount, long nowMillis) {
        refill(nowMillis);
        if (tokens < amount) return false;
        tokens -= amount;
        return true;
    }

    /** Gives back what was taken and not used. */
    synchronized void giveBack(double amount) {
        tokens = Math.min(capacity, tokens + amount);
    }

    /** True if there is anything left. */
    synchronized boolean any(long nowMillis) {
        refill(nowMillis);
        return tokens > 0;
    }

    /** Takes what was used already, more than there is if need be. */
    synchronized void spend(double amount) {
        tokens -= amount;
    }

    synchronized boolean full(long nowMillis) {
        refill(nowMillis);
        return tokens >= capacity;
    }

    /** Holds more from now on, or less. */
    synchronized void resize(double newCapacity) {
        if (newCapacity == capacity) return;
        tokens = Math.min(newCapacity, tokens + Math.max(0, newCapacity - capacity));
        capacity = newCapacity;
    }

    private void refill(long nowMillis) {
        // A clock that went back neither adds nor takes.
        if (nowMillis > lastMillis) tokens = Math.min(capacity, tokens + (nowMillis - lastMillis) * perMilli);
        lastMillis = nowMillis;
    }
}
