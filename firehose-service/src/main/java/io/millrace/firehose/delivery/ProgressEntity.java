package io.millrace.firehose.delivery;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How far a delivery stream has come. */
@Entity
@Table(schema = "firehose", name = "progress")
class ProgressEntity {
    @Id
    int streamId;

    /** Every record before it is delivered. */
    long position;

    /** The least number that a chunk may get. */
    long nextNumber;
}
