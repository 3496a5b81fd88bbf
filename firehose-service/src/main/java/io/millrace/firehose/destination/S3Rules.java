package io.millrace.firehose.destination;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What is asked of buckets beyond constraints, wherever they stand in a destination. */
final class S3Rules {
    static final String UNCOMPRESSED = "UNCOMPRESSED";
    static final String ENABLED = "Enabled";
    static final String DISABLED = "Disabled";

    /** MiB: what columnar formats and partitions gather at least. */
    private static final int LEAST_LARGE_SIZE_MB = 64;
    /** Seconds: less means that nothing is gathered, which not every bucket may ask for. */
    private static final int LEAST_GATHERING_SECONDS = 60;

    private S3Rules() {}

    static void check(@Nullable S3DestinationConfiguration bucket) {
        if (bucket == null) return;
        SizeAndInterval.check(bucket.bufferingHints());
        S3Prefixes.check(bucket.prefix(), bucket.errorOutputPrefix(), false, null);
    }

    /** Where files wait for the COPY of Redshift, which finds them by plain names and opens few formats. */
    static void checkStaging(@Nullable S3DestinationConfiguration bucket) {
        if (bucket == null) return;
        if (isGiven(bucket.errorOutputPrefix()))
            throw InvalidArgument.of("ErrorOutputPrefix is not supported for a Redshift destination.");
        S3Prefixes.checkPlain(bucket.prefix());
        check(bucket);
        String compression = bucket.compressionFormat();
        if (compression != null && !compression.equals(UNCOMPRESSED) && !compression.equals("GZIP"))
            throw InvalidArgument.of(
                    "CompressionFormat " + compression + " is not supported for a Redshift destination.");
    }

    static void checkBackup(@Nullable String mode, @Nullable S3DestinationConfiguration bucket) {
        if (ENABLED.equals(mode) && bucket == null)
            throw InvalidArgument.of("S3BackupConfiguration must be specified when S3BackupMode is Enabled.");
        if (bucket == null) return;
        Given.require(bucket.roleARN(), "S3BackupConfiguration.RoleARN");
        Given.require(bucket.bucketARN(), "S3BackupConfiguration.BucketARN");
        check(bucket);
        checkNotAtOnce(bucket.bufferingHints(), "it is for the backup bucket");
    }

    /** @throws io.millrace.wire.ApiException InvalidArgumentException if a backup that ran is to end */
    static void checkBackupGoesOn(@Nullable String before, @Nullable String after) {
        if (ENABLED.equals(before) && DISABLED.equals(after))
            throw InvalidArgument.of("S3BackupMode can not be disabled once it is enabled.");
    }

    static void checkLeastSize(@Nullable SizeAndInterval hints, String reason) {
        if (hints != null && hints.sizeInMBs() != null && hints.sizeInMBs() < LEAST_LARGE_SIZE_MB)
            throw InvalidArgument.of("BufferingHints.SizeInMBs must be at least " + LEAST_LARGE_SIZE_MB + " when "
                    + reason + " is enabled.");
    }

    static void checkNotAtOnce(@Nullable SizeAndInterval hints, String reason) {
        if (hints != null && hints.intervalInSeconds() != null && hints.intervalInSeconds() < LEAST_GATHERING_SECONDS)
            throw InvalidArgument.of("BufferingHints.IntervalInSeconds must be at least " + LEAST_GATHERING_SECONDS
                    + " when " + reason + ".");
    }

    static void checkTimeZone(@Nullable String zone) {
        if (isGiven(zone) && !ZoneId.getAvailableZoneIds().contains(zone))
            throw InvalidArgument.of("CustomTimeZone " + zone + " is not a valid time zone.");
    }

    static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
