package io.millrace.streams.storage;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.log.RecordLog;
import io.millrace.log.StoredStream;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.Constraint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what this node's streams take of the disk and of the object store, how fast that grows and how long the disk will
 * do. Not an operation of AWS.
 */
public final class DescribeStorage implements Operation<DescribeStorage.Input, DescribeStorage.Output> {
    private static final int DEFAULT_LIMIT = 1000;

    private final Streams streams;
    private final RecordLog log;
    private final StorageGrowth growth;
    private final StorageSettings settings;

    DescribeStorage(Streams streams, RecordLog log, StorageGrowth growth, StorageSettings settings) {
        this.streams = streams;
        this.log = log;
        this.growth = growth;
        this.settings = settings;
    }

    /** @param limit streams to tell of, 1 to 10,000; 1,000 by default */
    public record Input(
            @Constraint.Range(min = 1, max = 10_000) @Nullable
            Integer limit) {}

    /**
     * @param diskFreeBytes what this process may use
     * @param journalBytes room of the journal, which is taken beforehand
     * @param segmentBytes what was written out by stream and shard, without what is in the object store
     * @param farBytes in the object store
     * @param growthBytesPerDay what the disk will take up a day if it goes on as in the last six hours; 0 if it does not
     * @param daysLeft until the disk is full then; null if nothing grows
     * @param streams of the caller's account, the biggest first
     */
    public record Output(
            Long diskTotalBytes,
            Long diskFreeBytes,
            Long journalBytes,
            Long segmentBytes,
            Long farBytes,
            Long growthBytesPerDay,
            @Nullable Double daysLeft,
            String durability,
            String compression,
            @Nullable String tierBucket,
            List<StreamStorage> streams) {}

    /**
     * What a stream takes.
     *
     * @param storedBytes on the disk, what is in the journal only included
     * @param segmentCount pieces written out, here and in the object store
     * @param oldestTimestamp when its oldest record arrived that is stored, readable or not
     */
    public record StreamStorage(
            String streamName,
            Long storedBytes,
            Long farBytes,
            Integer segmentCount,
            @Nullable Instant oldestTimestamp) {
        private static StreamStorage of(Stream stream, StoredStream stored) {
            return new StreamStorage(
                    stream.name(),
                    stored.bytes(),
                    stored.farBytes(),
                    stored.segments(),
                    stored.oldestMillis() < 0 ? null : Instant.ofEpochMilli(stored.oldestMillis()));
        }

        private long allBytes() {
            return storedBytes + farBytes;
        }
    }

    @Override
    public Output handle(Input input, Caller caller) {
        var stored = log.stored();
        var stats = log.stats();
        long perDay = growth.bytesPerDay();
        long total;
        long free;
        try {
            FileStore disk = Files.getFileStore(settings.directory());
            total = disk.getTotalSpace();
            free = disk.getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of the log can't be asked", e);
        }
        return new Output(
                total,
                free,
                stats.journalBytes(),
                stats.segmentBytes(),
                stored.stream().mapToLong(StoredStream::farBytes).sum(),
                perDay,
                perDay == 0 ? null : (double) free / perDay,
                settings.durability(),
                settings.compression(),
                settings.tierBucket(),
                biggest(stored, caller, input.limit == null ? DEFAULT_LIMIT : input.limit));
    }

    private List<StreamStorage> biggest(List<StoredStream> stored, Caller caller, int limit) {
        var all = new ArrayList<StreamStorage>();
        for (var one : stored) {
            var stream = streams.find(one.stream());
            if (stream != null && stream.account().equals(caller.account())) all.add(StreamStorage.of(stream, one));
        }
        return all.stream()
                .sorted(Comparator.comparingLong(StreamStorage::allBytes)
                        .reversed()
                        .thenComparing(StreamStorage::streamName))
                .limit(limit)
                .toList();
    }
}
