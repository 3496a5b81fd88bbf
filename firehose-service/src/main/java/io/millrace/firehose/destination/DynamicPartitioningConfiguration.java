package io.millrace.firehose.destination;

import org.jspecify.annotations.Nullable;

/** Whether records go to objects by what they say, for as long as the stream lives. */
public record DynamicPartitioningConfiguration(
        @Nullable RetryOptions retryOptions, @Nullable Boolean enabled) {
    /** True if it is switched on; the switch can't be moved later. */
    public static boolean on(@Nullable DynamicPartitioningConfiguration configuration) {
        return configuration != null && Boolean.TRUE.equals(configuration.enabled);
    }

    DynamicPartitioningConfiguration withDefaults() {
        return new DynamicPartitioningConfiguration(
                Given.or(retryOptions, new RetryOptions(Defaults.RETRY_SECONDS)), Given.or(enabled, false));
    }

    /** What an update leaves as it was. */
    static @Nullable DynamicPartitioningConfiguration merged(
            @Nullable DynamicPartitioningConfiguration stored, @Nullable DynamicPartitioningConfiguration given) {
        if (stored == null || given == null) return Given.or(given, stored);
        return new DynamicPartitioningConfiguration(
                Given.or(given.retryOptions, stored.retryOptions), Given.or(given.enabled, stored.enabled));
    }
}
