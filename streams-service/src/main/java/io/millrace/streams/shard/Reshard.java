package io.millrace.streams.shard;

import java.math.BigInteger;

/** A change of a stream's shards that was accepted and is not made yet. Its text form outlives a restart. */
public sealed interface Reshard {
    /** One shard becomes two; the second starts at a hash key. */
    record Split(int shard, HashKey at) implements Reshard {
        @Override
        public String toString() {
            return "split " + shard + " " + at;
        }
    }

    /** Two neighbours become one. */
    record Merge(int shard, int adjacent) implements Reshard {
        @Override
        public String toString() {
            return "merge " + shard + " " + adjacent;
        }
    }

    /** The key space is cut into so many equal parts. */
    record Uniform(int shards) implements Reshard {
        @Override
        public String toString() {
            return "uniform " + shards;
        }
    }

    /** Reads what {@code toString} wrote. */
    static Reshard parse(String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "split" -> new Split(Integer.parseInt(words[1]), HashKey.of(new BigInteger(words[2])));
            case "merge" -> new Merge(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "uniform" -> new Uniform(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException("no change of shards: " + text);
        };
    }
}
