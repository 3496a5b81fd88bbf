package io.millrace.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Short ways to write to a log and to read everything back. */
final class Appends {
    private Appends() {}

    /** A record that was read. */
    record Stored(long position, long arrivalMillis, String key, String data) {}

    static void put(AppendBatch batch, ShardLog shard, byte[] key, byte[] data) {
        int at = batch.add(shard, key.length, data.length);
        System.arraycopy(key, 0, batch.buffer(), at, key.length);
        System.arraycopy(data, 0, batch.buffer(), at + key.length, data.length);
    }

    static AppendBatch batch(ShardLog shard, String... records) {
        var batch = new AppendBatch(records.length, 64);
        for (var record : records) put(batch, shard, ("key of " + record).getBytes(UTF_8), record.getBytes(UTF_8));
        return batch;
    }

    static CompletableFuture<AppendBatch> start(RecordLog log, AppendBatch batch) {
        var outcome = new CompletableFuture<AppendBatch>();
        log.append(batch, new AppendListener() {
            @Override
            public void committed(AppendBatch committed) {
                outcome.complete(committed);
            }

            @Override
            public void failed(AppendBatch failed, LogException cause) {
                outcome.completeExceptionally(cause);
            }
        });
        return outcome;
    }

    /** Appends and waits. @throws LogException if it failed */
    static AppendBatch append(RecordLog log, AppendBatch batch) {
        try {
            return start(log, batch).orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LogException cause) throw cause;
            throw e;
        }
    }

    static AppendBatch append(RecordLog log, ShardLog shard, String... records) {
        return append(log, batch(shard, records));
    }

    static String text(ByteBuffer memory, int at, int length) {
        var bytes = new byte[length];
        memory.get(at, bytes);
        return new String(bytes, UTF_8);
    }

    static RecordVisitor into(List<Stored> list) {
        return (position, arrivalMillis, memory, key, keyLength, data, dataLength) -> list.add(
                new Stored(position, arrivalMillis, text(memory, key, keyLength), text(memory, data, dataLength)));
    }

    static List<Stored> read(ShardLog shard, long from) {
        var all = new ArrayList<Stored>();
        shard.read(from, into(all));
        return all;
    }

    static List<String> data(ShardLog shard) {
        return read(shard, 0).stream().map(Stored::data).toList();
    }
}
