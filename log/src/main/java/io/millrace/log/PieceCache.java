package io.millrace.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was fetched from the object store last, one file a piece, up to a number of bytes; the longest unused goes first.
 * Nothing depends on it: it is emptied at a start, never synced, and does without where the disk has no room. Any thread.
 */
final class PieceCache {
    private static final String DIRECTORY = "cache";
    private static final Logger LOG = LoggerFactory.getLogger(PieceCache.class);

    private final Disk disk;
    private final long limitBytes;
    private final LinkedHashMap<Key, Entry> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long nextNumber;

    /** Names a piece of a shard in a segment. */
    record Key(String path, int shard, long piece) {}

    private record Entry(String file, long bytes) {}

    PieceCache(Disk disk, long limitBytes) throws IOException {
        this.disk = disk;
        this.limitBytes = limitBytes;
        disk.makeDirectory(DIRECTORY);
        for (var name : disk.list(DIRECTORY)) disk.delete(DIRECTORY + "/" + name);
    }

    synchronized boolean has(Key key) {
        return recent.containsKey(key);
    }

    /** @return false if the piece is not here */
    boolean read(Key key, long at, int length, ReadBuffers buffers, ReadBuffers.Use use) throws IOException {
        Entry entry;
        synchronized (this) {
            entry = recent.get(key);
        }
        if (entry == null) return false;
        try (var file = disk.open(entry.file, Disk.Access.CACHED)) {
            return buffers.read(file, at, length, use);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** @param memory whole pages */
    void put(Key key, ByteBuffer memory) {
        long size = memory.capacity();
        if (size > limitBytes) return;
        String name;
        synchronized (this) {
            name = DIRECTORY + "/%d.piece".formatted(nextNumber++);
        }
        try (var file = disk.create(name)) {
            file.write(memory.duplicate().clear(), 0);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.toString()).log("a fetched piece could not be kept");
            delete(name);
            return;
        }
        synchronized (this) {
            var before = recent.put(key, new Entry(name, size));
            bytes += size;
            if (before != null) drop(before);
            var oldest = recent.values().iterator();
            while (bytes > limitBytes) {
                drop(oldest.next());
                oldest.remove();
            }
        }
    }

    synchronized boolean forget(Key key) {
        var entry = recent.remove(key);
        if (entry == null) return false;
        drop(entry);
        return true;
    }

    private void drop(Entry entry) {
        bytes -= entry.bytes;
        delete(entry.file);
    }

    private void delete(String name) {
        try {
            disk.delete(name);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.toString()).log("a fetched piece could not be deleted");
        }
    }
}
