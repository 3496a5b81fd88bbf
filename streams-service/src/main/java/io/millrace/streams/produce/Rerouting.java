package io.millrace.streams.produce;

import io.millrace.log.AppendBatch;
import io.millrace.streams.shard.HashKey;
import io.millrace.streams.shard.Shard;
import io.millrace.streams.stream.Stream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What came too late for a shard that was split or merged, on its way to the shard that has its hash key now. The stream's
 * view changes before the log refuses anything, so the new owner is known by then.
 */
final class Rerouting {
    private final AppendBatch batch;
    private final AppendBatch again;
    private final int[] records;

    private Rerouting(AppendBatch batch, int refused) {
        this.batch = batch;
        this.again = new AppendBatch(refused, batch.bytes());
        this.records = new int[refused];
    }

    /** Notes who owns a record of the batch now. */
    interface Owners {
        void set(int record, Shard owner);
    }

    /**
     * Collects what a committed batch had refused.
     *
     * @param now the stream as it is now, or null if it is gone
     * @return null if nothing was refused, or there is no other shard to go to
     */
    static @Nullable Rerouting of(
            AppendBatch batch, @Nullable Stream now, IntFunction<HashKey> hashKeys, Owners owners) {
        int refused = batch.refused();
        if (refused == 0 || now == null || !now.status().serving()) return null;
        var rerouting = new Rerouting(batch, refused);
        for (int i = 0; i < batch.size(); i++) {
            if (batch.position(i) != AppendBatch.REFUSED) continue;
            var owner = now.shards().owner(hashKeys.apply(i));
            if (owner.log().equals(batch.shard(i))) return null;
            owners.set(i, owner);
            rerouting.records[rerouting.again.size()] = i;
            rerouting.again.copy(batch, i, owner.log());
        }
        return rerouting;
    }

    /** The records, for their new shards. */
    AppendBatch again() {
        return again;
    }

    /** Takes over where they went, once they are committed. */
    void committed() {
        for (int i = 0; i < again.size(); i++) batch.moved(records[i], again.position(i), again.arrivalMillis(i));
    }
}
