package io.millrace.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The other servers for one cell, as far as they have something like it and can be started. */
final class Peers implements AutoCloseable {
    private final Cell cell;
    private final LoadClient client;
    private final SuiteOptions options;
    private final Results results;
    private final Map<Subject, Peer> running = new EnumMap<>(Subject.class);
    private final Map<Subject, Start> starts = new EnumMap<>(Subject.class);

    /** One of them. */
    interface Peer extends AutoCloseable {
        Measurement run(Cell cell, int seconds) throws IOException, InterruptedException;

        @Override
        void close() throws IOException;
    }

    private interface Start {
        Peer start() throws IOException, InterruptedException;
    }

    Peers(Cell cell, LoadClient client, SuiteOptions options, Results results) throws InterruptedException {
        this.cell = cell;
        this.client = client;
        this.options = options;
        this.results = results;
        if (KafkaPeer.can(cell)) {
            start(Subject.KAFKA, () -> kafka(false));
            start(Subject.KAFKA_FLUSHING, () -> kafka(true));
        }
        if (KinesisLocal.can(cell)) start(Subject.KINESIS_LOCAL, this::kinesisLocal);
    }

    Map<Subject, Peer> running() {
        return running;
    }

    /**
     * One that fails is started afresh and asked once more: a broker on a busy machine may lose its own controller. Null if
     * that fails too, which the document says; it is not asked again for this cell.
     */
    @Nullable
    Measurement run(Subject subject, int seconds) throws InterruptedException {
        var peer = running.get(subject);
        if (peer == null) return null;
        try {
            return peer.run(cell, seconds);
        } catch (IOException | RuntimeException first) {
            System.err.printf("  %s failed and starts again: %s%n", subject.title, first.getMessage());
            return runAgain(subject, seconds);
        }
    }

    private @Nullable Measurement runAgain(Subject subject, int seconds) throws InterruptedException {
        close(subject, running.remove(subject));
        start(subject, Objects.requireNonNull(starts.get(subject)));
        var fresh = running.get(subject);
        if (fresh == null) return null;
        try {
            return fresh.run(cell, seconds);
        } catch (IOException | RuntimeException second) {
            leaveOut(subject, second);
            close(subject, running.remove(subject));
            return null;
        }
    }

    private void start(Subject subject, Start start) throws InterruptedException {
        starts.put(subject, start);
        try {
            running.put(subject, start.start());
        } catch (IOException | RuntimeException e) {
            leaveOut(subject, e);
        }
    }

    private void leaveOut(Subject subject, Exception why) {
        System.err.printf("  %s is left out of %s: %s%n", subject.title, cell.title(), why.getMessage());
        results.leaveOut(subject, cell.title() + ": " + why.getMessage());
    }

    private Peer kafka(boolean flushEachBatch) throws IOException, InterruptedException {
        return KafkaPeer.start(options.peers().resolve("kafka"), options.directory(), flushEachBatch);
    }

    private Peer kinesisLocal() throws IOException, InterruptedException {
        return KinesisLocal.start(options.peers().resolve("kinesis-local"), client, options);
    }

    private void close(Subject subject, @Nullable Peer peer) {
        try {
            if (peer != null) peer.close();
        } catch (IOException e) {
            System.err.printf("  %s could not be closed: %s%n", subject.title, e);
        }
    }

    @Override
    public void close() {
        running.forEach(this::close);
    }
}
