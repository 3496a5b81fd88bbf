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

    public Appender(Streams streams, RecordLog log, PutMetrics metrics) {
        this.streams = streams;
        this.log = log;
        this.metrics = metrics;
    }

    /** A record to put; the path names its data in an error. */
    record Entry(byte[] data, String partitionKey, @Nullable String explicitHashKey, String path) {}

    /** Where a record went; without a number if its shard would not take it. */
    record Stored(Shard shard, @Nullable String sequenceNumber) {}

    List<Stored> append(Stream stream, List<Entry> entries) {
        long total = 0;
        var batch = new AppendBatch(entries.size(), 1024);
        var hashKeys = new ArrayList<HashKey>(entries.size());
        var owners = new ArrayList<Shard>(entries.size());
        for (Entry entry : entries) {
            byte[] key = entry.partitionKey.getBytes(StandardCharsets.UTF_8);
            check(stream, entry, key);
            total += key.length + entry.data.length;
            var hashKey = hashKey(entry, key);
            Shard owner = stream.shards().owner(hashKey);
            hashKeys.add(hashKey);
            owners.add(owner);
            int offset = batch.add(owner.log(), key.length, entry.data.length);
            System.arraycopy(key, 0, batch.buffer(), offset, key.length);
            System.arraycopy(entry.data, 0, batch.buffer(), offset + key.length, entry.data.length);
        }
        if (total > FastPuts.MAX_CALL_BYTES) throw ProduceErrors.requestTooLarge();
        commit(stream, batch);
        while (batch.refused() > 0 && reroute(stream, batch, hashKeys, owners)) {
            // Until every record found a shard that takes it.
        }
        metrics.stored(batch.size(), batch.bytes());
        return stored(batch, owners);
    }

    /**
     * Sends what came too late for a shard that was split or merged to the shard that has its hash key now.
     *
     * @return false if there is none
     */
    private boolean reroute(Stream before, AppendBatch batch, List<HashKey> hashKeys, List<Shard> owners) {
        Stream stream = streams.find(before.id());
        if (stream == null || !stream.status().serving()) return false;
        var again = new AppendBatch(batch.refused(), batch.bytes());
        var records = new ArrayList<Integer>();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.position(i) != AppendBatch.REFUSED) continue;
            Shard owner = stream.shards().owner(hashKeys.get(i));
            if (owner.log().equals(batch.shard(i))) return false;
            owners.set(i, owner);
            records.add(i);
            again.copy(batch, i, owner.log());
        }
        try {
            commit(stream, again);
        } catch (LogException | ApiException e) {
            // Of several records some are stored: the others are told of one by one.
            if (batch.size() == 1) throw e;
            return false;
        }
        for (int i = 0; i < again.size(); i++) batch.moved(records.get(i), again.position(i), again.arrivalMillis(i));
        return true;
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

    private static List<Stored> stored(AppendBatch batch, List<Shard> owners) {
        var stored = new ArrayList<Stored>(owners.size());
        byte[] digits = new byte[SequenceNumber.DIGITS];
        for (int i = 0; i < owners.size(); i++) {
            Shard owner = owners.get(i);
            String number = null;
            if (batch.position(i) != AppendBatch.REFUSED) {
                SequenceNumber.write(
                        owner.createdSecond(), owner.index(), batch.position(i), batch.arrivalMillis(i), digits, 0);
                number = new String(digits, StandardCharsets.US_ASCII);
            }
            stored.add(new Stored(owner, number));
        }
        return stored;
    }
}
