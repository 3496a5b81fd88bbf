package io.millrace.log;

import io.millrace.testkit.disk.NoRoomException;
import io.millrace.testkit.disk.SimulatedDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Puts a simulated disk behind the log's file interface.
 *
 * @param read hears how many bytes each read gave
 */
record LogDisk(SimulatedDisk disk, LongConsumer read) implements Disk {
    LogDisk(SimulatedDisk disk) {
        this(disk, bytes -> {});
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new OpenFile(disk.create(name), read);
    }

    @Override
    public DiskFile open(String name, Access access) throws IOException {
        return new OpenFile(disk.open(name), read);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public long size(String name) throws IOException {
        return disk.size(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void makeDirectory(String name) {
        // It has none: a name may be made anywhere.
    }

    @Override
    public void syncDirectory(String name) throws IOException {
        disk.syncDirectory(name);
    }

    @Override
    public long usableBytes() throws IOException {
        return disk.usableBytes();
    }

    @Override
    public Closeable lock() {
        return disk.lock();
    }

    private record OpenFile(SimulatedDisk.File file, LongConsumer read) implements DiskFile {
        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            try {
                file.write(source, at);
            } catch (NoRoomException e) {
                throw new DiskFullException("No space left", e);
            }
        }

        @Override
        public int read(ByteBuffer target, long at) throws IOException {
            int bytes = file.read(target, at);
            read.accept(bytes);
            return bytes;
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void zero(long bytes) throws IOException {
            try {
                file.zero(bytes);
            } catch (NoRoomException e) {
                throw new DiskFullException("No space left", e);
            }
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void close() {}
    }
}
