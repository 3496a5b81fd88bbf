package io.millrace.streams.shard;

import java.util.OptionalInt;

/** Shard ids as AWS prints them: {@code shardId-} and twelve digits. */
public final class ShardId {
    private static final String PREFIX = "shardId-";
    private static final int DIGITS = 12;

    /** Characters of every shard id. */
    public static final int LENGTH = PREFIX.length() + DIGITS;

    private ShardId() {}

    public static String of(int index) {
        String digits = Integer.toString(index);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /**
     * The index that an id names. AWS takes the number with any prefix that ends in a hyphen, or with none.
     *
     * @return empty if there is no number in [0, 2^31-1]
     */
    public static OptionalInt parse(String id) {
        String digits = id.substring(id.indexOf('-') + 1);
        if (digits.isEmpty() || digits.length() > 20 || !digits.chars().allMatch(c -> c >= '0' && c <= '9'))
            return OptionalInt.empty();
        try {
            return OptionalInt.of(Integer.parseInt(digits));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
