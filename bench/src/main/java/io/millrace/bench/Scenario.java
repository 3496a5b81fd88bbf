package io.millrace.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured beside the {@link Cell}s: not one call again and again, and without a ceiling to divide by. */
enum Scenario {
    /** Many streams. */
    SHARDS,
    /** Many shards in one stream. */
    SHARDS_10000,
    /** Puts while shards are split and merged. */
    SPLIT,
    /** Fifty consumers of one shard. */
    FANOUT_50;

    /** As it is written on the command line: {@code fanout-50}. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Scenario> of(String title) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.title().equals(title))
                .findFirst();
    }
}
