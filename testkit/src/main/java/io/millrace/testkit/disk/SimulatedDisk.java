package io.millrace.testkit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk in memory that keeps only what it must. At a power cut every sector written since the last sync of its file is
 * kept or lost by lot, overlapping writes in any order, and so is every name made, changed or deleted since the last sync
 * of its directory. A sync that fails keeps by lot what it was to keep and forgets the rest: the next sync succeeds all the
 * same. When only the process dies nothing is lost yet, but what was not synced still may be.
 *
 * <p>Names are relative, with {@code /} between their parts; directories need not be made. Any thread.
 */
public final class SimulatedDisk {
    private static final int SECTOR = 512;
    private static final int PAGE = 4096;

    private final Random random;
    private final Map<String, Inode> names = new TreeMap<>();
    private final Map<String, Inode> durableNames = new HashMap<>();
    private final List<NameChange> changes = new ArrayList<>();
    private long capacity = Long.MAX_VALUE / 2;
    private int failIn = -1;
    private int cutIn = -1;
    private boolean dead;
    private boolean locked;

    private record NameChange(String directory, Runnable apply) {}

    private static final class Piece {
        private final int at;
        private final byte[] bytes;

        private Piece(int at, byte[] bytes) {
            this.at = at;
            this.bytes = bytes;
        }
    }

    private static final class Inode {
        private byte[] now = {};
        private byte[] durable = {};
        private final List<Piece> unsynced = new ArrayList<>();
    }

    public SimulatedDisk(Random random) {
        this.random = random;
    }

    /** The n-th change from now on fails, 1 for the next. */
    public synchronized void failIn(int changesFromNow) {
        failIn = changesFromNow;
    }

    /** At the n-th change from now on the power goes. */
    public synchronized void cutIn(int changesFromNow) {
        cutIn = changesFromNow;
    }

    public synchronized void cut() {
        dead = true;
    }

    public synchronized boolean dead() {
        return dead;
    }

    public synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    public synchronized long used() {
        return names.values().stream().mapToLong(inode -> inode.now.length).sum();
    }

    /** The process died and is started again; the power never went. */
    public synchronized void revive() {
        dead = false;
        locked = false;
        failIn = -1;
        cutIn = -1;
    }

    /** The power is back: what was not synced is decided by lot. */
    public synchronized void restart() {
        for (var change : changes) if (random.nextBoolean()) change.apply.run();
        changes.clear();
        names.clear();
        names.putAll(durableNames);
        for (var inode : names.values()) {
            Collections.shuffle(inode.unsynced, random);
            keepSome(inode);
            inode.now = inode.durable.clone();
        }
        revive();
    }

    private void keepSome(Inode inode) {
        int odds = random.nextInt(5);
        for (var piece : inode.unsynced) {
            for (int at = 0; at < piece.bytes.length; at += SECTOR) {
                int length = Math.min(SECTOR, piece.bytes.length - at);
                if (random.nextInt(4) < odds)
                    inode.durable = put(inode.durable, piece.at + at, piece.bytes, at, length);
            }
        }
        inode.unsynced.clear();
    }

    private static byte[] put(byte[] target, int at, byte[] source, int from, int length) {
        var result = at + length > target.length ? Arrays.copyOf(target, at + length) : target;
        System.arraycopy(source, from, result, at, length);
        return result;
    }

    /**
     * Counts a change that is made elsewhere, such as in an object store, so that it fails and is cut off like one here.
     *
     * @return true if it must fail, after whatever part of it happens
     * @throws IOException if the power is off
     */
    public synchronized boolean fails() throws IOException {
        if (dead) throw new IOException("the power is off");
        if (cutIn > 0 && --cutIn == 0) dead = true;
        return dead || (failIn > 0 && --failIn == 0);
    }

    private static void fail() throws IOException {
        throw new IOException("simulated failure");
    }

    private void alive() throws IOException {
        if (dead) throw new IOException("the power is off");
    }

    private Inode inode(String name) throws NoSuchFileException {
        var inode = names.get(name);
        if (inode == null) throw new NoSuchFileException(name);
        return inode;
    }

    private static String directory(String name) {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    public synchronized File create(String name) throws IOException {
        if (fails()) fail();
        var inode = new Inode();
        names.put(name, inode);
        changes.add(new NameChange(directory(name), () -> durableNames.put(name, inode)));
        return new File(inode);
    }

    public synchronized File open(String name) throws IOException {
        alive();
        return new File(inode(name));
    }

    public synchronized List<String> list(String directory) throws IOException {
        alive();
        var prefix = directory.isEmpty() ? "" : directory + "/";
        return names.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .map(name -> name.contains("/") ? name.substring(0, name.indexOf('/')) : name)
                .distinct()
                .toList();
    }

    public synchronized long size(String name) throws IOException {
        alive();
        return inode(name).now.length;
    }

    public synchronized void rename(String from, String to) throws IOException {
        if (fails()) fail();
        var inode = inode(from);
        names.remove(from);
        names.put(to, inode);
        changes.add(new NameChange(directory(to), () -> {
            durableNames.remove(from);
            durableNames.put(to, inode);
        }));
    }

    public synchronized void delete(String name) throws IOException {
        if (fails()) fail();
        if (names.remove(name) != null) changes.add(new NameChange(directory(name), () -> durableNames.remove(name)));
    }

    public synchronized void syncDirectory(String name) throws IOException {
        if (fails()) fail();
        for (var change : changes) if (change.directory.equals(name)) change.apply.run();
        changes.removeIf(change -> change.directory.equals(name));
    }

    public synchronized long usableBytes() throws IOException {
        alive();
        return capacity - used();
    }

    public synchronized Closeable lock() {
        if (locked) throw new IllegalStateException("in use");
        locked = true;
        return () -> locked = false;
    }

    public final class File {
        private final Inode inode;

        private File(Inode inode) {
            this.inode = inode;
        }

        public void write(ByteBuffer source, long at) throws IOException {
            if (!source.isDirect() || source.remaining() % PAGE != 0 || at % PAGE != 0) {
                throw new IllegalArgumentException("not what direct I/O takes");
            }
            synchronized (SimulatedDisk.this) {
                boolean fails = fails();
                long grows = Math.max(0, at + source.remaining() - inode.now.length);
                if (grows > 0 && used() + grows > capacity) throw new NoRoomException();
                var bytes = new byte[source.remaining()];
                source.get(bytes);
                inode.unsynced.add(new Piece((int) at, bytes));
                inode.now = put(inode.now, (int) at, bytes, 0, bytes.length);
                if (fails) fail();
            }
        }

        public int read(ByteBuffer target, long at) throws IOException {
            synchronized (SimulatedDisk.this) {
                alive();
                int length = Math.clamp(inode.now.length - at, 0, target.remaining());
                target.put(inode.now, (int) at, length);
                return length;
            }
        }

        public void sync() throws IOException {
            synchronized (SimulatedDisk.this) {
                if (fails()) {
                    if (!dead) {
                        keepSome(inode);
                        inode.now = inode.durable.clone();
                    }
                    fail();
                }
                for (var piece : inode.unsynced) {
                    inode.durable = put(inode.durable, piece.at, piece.bytes, 0, piece.bytes.length);
                }
                inode.unsynced.clear();
            }
        }

        public void zero(long bytes) throws IOException {
            write(ByteBuffer.allocateDirect((int) bytes), 0);
            sync();
        }

        public long size() {
            synchronized (SimulatedDisk.this) {
                return inode.now.length;
            }
        }
    }
}
