package io.millrace.firehose.destination;

/** What most destinations take when a request does not say it (API reference). */
final class Defaults {
    static final int SIZE_MB = 5;
    static final int INTERVAL_SECONDS = 300;
    /** Where columns, or partitions, make objects of a good size only from many records. */
    static final int COLUMNAR_SIZE_MB = 128;

    static final int RETRY_SECONDS = 300;

    private Defaults() {}
}
