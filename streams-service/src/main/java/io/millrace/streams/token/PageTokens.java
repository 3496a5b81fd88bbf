package io.millrace.streams.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tokens that continue a listing: where to go on, sealed, good for five minutes. */
public final class PageTokens {
    /** How long a token is good: "NextToken values expire after 300 seconds" (API reference of ListShards). */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    private final TokenSeal seal;
    private final InstantSource clock;

    public PageTokens(TokenSeal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** What a token says, and whether it is older than {@link #LIFETIME}. */
    public record Page(String position, boolean expired) {}

    /** @param listing which operation may use it */
    public String next(String listing, String account, String position) {
        String content = clock.millis() + "/" + position;
        return seal.seal(listing, account, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for a token that was not made for this listing and account. */
    public Optional<Page> open(String listing, String account, String token) {
        return seal.open(listing, account, token).map(content -> {
            String text = new String(content, StandardCharsets.UTF_8);
            int slash = text.indexOf('/');
            Instant made = Instant.ofEpochMilli(Long.parseLong(text.substring(0, slash)));
            return new Page(text.substring(slash + 1), clock.instant().isAfter(made.plus(LIFETIME)));
        });
    }
}
