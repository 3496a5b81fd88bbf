package io.millrace.streams.limit;

/** Which rates are enforced. Sizes and counts are limited as on AWS in both. */
public enum LimitProfile {
    /** Those of AWS: of each shard, and of each operation. */
    AWS,
    /** None: as fast as the machine goes. */
    UNLIMITED
}
