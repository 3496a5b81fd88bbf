package io.millrace.log;

/** Hears what became of a batch. Called once per batch, on the log's own commit thread: hand over and return. */
public interface AppendListener {
    /** Every record of the batch is durable, except those whose {@link AppendBatch#position} is {@code REFUSED}. */
    void committed(AppendBatch batch);

    /** No record of the batch is stored, and none will appear later, not even after a crash. */
    void failed(AppendBatch batch, LogException cause);
}
