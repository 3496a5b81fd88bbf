package io.millrace.bench;

/** Who is measured. */
enum Subject {
    CEILING("ceiling"),
    MILLRACE("Millrace"),
    KAFKA("Kafka"),
    KAFKA_FLUSHING("Kafka, flush per batch"),
    KINESIS_LOCAL("kinesis-local");

    final String title;

    Subject(String title) {
        this.title = title;
    }
}
