package io.millrace.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log knows besides the journal: which of it still counts, and what is left of shards whose records are in
 * segments, or gone. Written whole, under another name first, so that a crash leaves the old one or the new one; twice in
 * the file, so that one damaged place loses nothing.
 *
 * <pre>
 * copy, copy   each starts at a page and takes half of the file
 * copy   0  u32 "MRMF"   4  u32 version (1 had no id)  8  u32 bytes of the rest   12 u32 CRC32C of the rest
 *        16 u64 first segment of the journal that counts     24 u64 last clustering
 *        32 u64 last arrival      40 u64 first position of unknown shards
 *        48 u64 id of the log
 *        56 u32 deleted streams   60 u32 shards
 *        u64 each deleted stream
 *        each shard: u64 stream, u32 shard, u32 1 if sealed, u64 start, u64 next position, u64 last arrival
 * </pre>
 *
 * @param id of this log among all, by chance; 0 if it has none yet
 * @param journalStart segments with a lower id are free for other use
 * @param lastRun segments of streams with a higher run are left from a clustering that did not end
 * @param firstPosition where shards start that nothing is known of; above 0 only after damage
 */
record Manifest(
        long id,
        long journalStart,
        long lastRun,
        long lastArrivalMillis,
        long firstPosition,
        List<Long> deleted,
        List<ShardState> shards) {
    static final Manifest EMPTY = new Manifest(0, 0, 0, -1, 0, List.of(), List.of());

    private static final int MAGIC = 0x4D524D46;
    private static final int VERSION = 2;
    private static final int HEAD_BYTES = 16;
    private static final int SHARD_BYTES = 40;
    static final String NAME = "manifest";
    private static final String NEW_NAME = "manifest.new";

    /** What is kept of one shard. */
    record ShardState(ShardKey key, boolean sealed, long start, long end, long lastArrivalMillis) {}

    /** Makes this the manifest that counts. After a failure either this or the one before does. */
    void write(Disk disk) throws IOException {
        int bytes = HEAD_BYTES + 48 + 8 * deleted.size() + SHARD_BYTES * shards.size();
        var copy = Pages.allocate(bytes);
        copy.position(HEAD_BYTES);
        copy.putLong(journalStart).putLong(lastRun).putLong(lastArrivalMillis);
        copy.putLong(firstPosition).putLong(id);
        copy.putInt(deleted.size()).putInt(shards.size());
        for (long stream : deleted) copy.putLong(stream);
        for (var shard : shards) {
            copy.putLong(shard.key.stream()).putInt(shard.key.shard()).putInt(shard.sealed ? 1 : 0);
            copy.putLong(shard.start).putLong(shard.end).putLong(shard.lastArrivalMillis);
        }
        int rest = copy.position() - HEAD_BYTES;
        copy.putInt(0, MAGIC).putInt(4, VERSION).putInt(8, rest);
        copy.putInt(12, Pages.crc32c(copy, HEAD_BYTES, rest));
        try (var file = disk.create(NEW_NAME)) {
            file.write(copy.clear(), 0);
            file.write(copy.clear(), copy.capacity());
            file.sync();
        }
        disk.rename(NEW_NAME, NAME);
        disk.syncDirectory("");
    }

    /** @throws LogException with {@code CORRUPT} if there is one, but no copy of it can be trusted */
    static Manifest read(Disk disk) throws IOException {
        if (!disk.list("").contains(NAME)) return EMPTY;
        try (var file = disk.open(NAME, Disk.Access.CACHED)) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            for (int at : new int[] {0, bytes.capacity() / 2}) {
                var manifest = decode(bytes.slice(at, bytes.capacity() / 2));
                if (manifest != null) return manifest;
            }
        }
        throw new LogException(
                LogException.Reason.CORRUPT, "The manifest of the log is damaged: restore it, or the whole directory");
    }

    /** How many of the two copies can be trusted. */
    static int soundCopies(Disk disk) throws IOException {
        try (var file = disk.open(NAME, Disk.Access.CACHED)) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            int sound = 0;
            for (int at : new int[] {0, bytes.capacity() / 2}) {
                if (decode(bytes.slice(at, bytes.capacity() / 2)) != null) sound++;
            }
            return sound;
        }
    }

    private static @Nullable Manifest decode(ByteBuffer copy) {
        if (copy.capacity() < HEAD_BYTES || copy.getInt(0) != MAGIC || copy.getInt(4) < 1 || copy.getInt(4) > VERSION)
            return null;
        int rest = copy.getInt(8);
        if (rest < 0 || rest > copy.capacity() - HEAD_BYTES) return null;
        if (copy.getInt(12) != Pages.crc32c(copy, HEAD_BYTES, rest)) return null;
        copy.position(HEAD_BYTES);
        long journalStart = copy.getLong();
        long lastRun = copy.getLong();
        long lastArrivalMillis = copy.getLong();
        long firstPosition = copy.getLong();
        long id = copy.getInt(4) == 1 ? 0 : copy.getLong();
        int deletedCount = copy.getInt();
        int shardCount = copy.getInt();
        var deleted = new ArrayList<Long>(deletedCount);
        for (int i = 0; i < deletedCount; i++) deleted.add(copy.getLong());
        var shards = new ArrayList<ShardState>(shardCount);
        for (int i = 0; i < shardCount; i++) {
            long stream = copy.getLong();
            int shard = copy.getInt();
            boolean sealed = copy.getInt() != 0;
            shards.add(new ShardState(
                    new ShardKey(stream, shard), sealed, copy.getLong(), copy.getLong(), copy.getLong()));
        }
        return new Manifest(id, journalStart, lastRun, lastArrivalMillis, firstPosition, deleted, shards);
    }
}
