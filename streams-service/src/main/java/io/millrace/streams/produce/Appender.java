package io.millrace.streams.produce;

import io.millrace.log.AppendBatch;
import io.millrace.log.AppendListener;
import io.millrace.log.LogException;
import io.millrace.log.RecordLog;
import io.millrace.streams.shard.HashKey;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.Streams;
import io.millrace.wire.ApiException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Puts records the comfortable way: checks each with its exact error, then waits until they are on disk. */
public final class Appender {
    private final Streams streams;
    private final RecordLog log;
    private final PutMetrics metrics;
    private final InstantSource clock;

    public Appender(Streams streams, RecordLog log, PutMetrics metrics, InstantSource clock) {
        this.streams = streams;
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A record to put; the path names its data in an error. */
    record Entry(byte[] data, String partitionKey, @Nullable String explicitHashKey, String path) {}

    /**
     * What became of a record.
     *
     * @param sequenceNumber null if its shard did not take it
     * @param throttled true if that was because the shard's rate was exceeded
     */
    record Stored(Shard shard, @Nullable String sequenceNumber, boolean throttled) {}

    /** A record that was checked. */
    private record Checked(byte[] key, byte[] data, HashKey hashKey) {
        int bytes() {
            return key.length + data.length;
        }
    }

    List<Stored> append(Stream stream, List<Entry> entries) {
        // All are checked before the first is let in: a bad one must not use up what others may take.
        var all = entries.stream().map(entry -> checked(stream, entry)).toList();
        if (all.stream().mapToLong(Checked::bytes).sum() > FastPuts.MAX_CALL_BYTES)
            throw ProduceErrors.requestTooLarge();
        var batch = new AppendBatch(all.size(), 1024);
        var taken = new ArrayList<Checked>(all.size());
        var owners = new ArrayList<Shard>(all.size());
        var stored = new ArrayList<@Nullable Stored>(all.size());
        for (var record : all) {
            Shard owner = stream.shards().owner(record.hashKey);
            boolean admitted = !stream.limited()
                    || owner.load().admitWrite(record.bytes(), stream.maxRecordBytes(), clock.millis());
            stored.add(admitted ? null : new Stored(owner, null, true));
            if (!admitted) continue;
            owner.load().sampledKey(record.hashKey.high(), record.key, 0, record.key.length);
            taken.add(record);
            owners.add(owner);
            int offset = batch.add(owner.log(), record.key.length, record.data.length);
            System.arraycopy(record.key, 0, batch.buffer(), offset, record.key.length);
            System.arraycopy(record.data, 0, batch.buffer(), offset + record.key.length, record.data.length);
        }
        if (batch.size() > 0) commit(stream, batch);
        while (reroute(stream, batch, taken, owners)) {
            // Until every record found a shard that takes it.
        }
        metrics.stored(batch.size(), batch.bytes());
        metrics.throttled(all.size() - batch.size());
        return stored(batch, owners, stored);
    }

    /** Sends what its shards refused to others. @return false if there is nothing to send, or nowhere */
    private boolean reroute(Stream stream, AppendBatch batch, List<Checked> records, List<Shard> owners) {
        var rerouting = Rerouting.of(batch, streams.find(stream.id()), i -> records.get(i).hashKey, owners::set);
        if (rerouting == null) return false;
        try {
            commit(stream, rerouting.again());
        } catch (LogException | ApiException e) {
            // Of several records some are stored: the others are told of one by one.
            if (batch.size() == 1) throw e;
            return false;
        }
        rerouting.committed();
        return true;
    }

    private static Checked checked(Stream stream, Entry entry) {
        byte[] key = entry.partitionKey.getBytes(StandardCharsets.UTF_8);
        check(stream, entry, key);
        return new Checked(key, entry.data, hashKey(entry, key));
    }

    private static void check(Stream stream, Entry entry, byte[] key) {
        int max = stream.maxRecordBytes();
        if (entry.data.length > max) throw ProduceErrors.recordTooLarge(entry.path, entry.data.length, max);
        if (entry.data.length + key.length > max)
            throw ProduceErrors.recordWithKeyTooLarge(entry.data.length + key.length, max);
    }

    private static HashKey hashKey(Entry entry, byte[] key) {
        if (entry.explicitHashKey == null) return HashKey.ofPartitionKey(key, 0, key.length);
        var value = new BigInteger(entry.explicitHashKey);
        if (value.bitLength() > 128) throw ProduceErrors.invalidExplicitHashKey(entry.explicitHashKey);
        return HashKey.of(value);
    }

    private void commit(Stream stream, AppendBatch batch) {
        var done = new CompletableFuture<Void>();
        try {
            log.append(batch, new AppendListener() {
                @Override
                public void committed(AppendBatch committed) {
                    done.complete(null);
                }

                @Override
                public void failed(AppendBatch lost, LogException cause) {
                    done.completeExceptionally(cause);
                }
            });
            done.join();
        } catch (LogException e) {
            throw e.reason() == LogException.Reason.OVERLOADED
                    ? ProduceErrors.overloaded(stream.name(), stream.account())
                    : e;
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException cause ? cause : e;
        }
    }

    /** Fills the gaps among those that were throttled. */
    private static List<Stored> stored(AppendBatch batch, List<Shard> owners, List<@Nullable Stored> all) {
        var stored = new ArrayList<Stored>(all.size());
        byte[] digits = new byte[SequenceNumber.DIGITS];
        int next = 0;
        for (var known : all) {
            if (known != null) {
                stored.add(known);
                continue;
            }
            int i = next++;
            Shard owner = owners.get(i);
            String number = null;
            if (batch.position(i) != AppendBatch.REFUSED) {
                SequenceNumber.write(
                        owner.createdSecond(), owner.index(), batch.position(i), batch.arrivalMillis(i), digits, 0);
                number = new String(digits, StandardCharsets.US_ASCII);
            }
            stored.add(new Stored(owner, number, false));
        }
        return stored;
    }
}
