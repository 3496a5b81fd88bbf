package io.millrace.bench.ceiling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of fixed size that was written once from end to end, so that a sync has no metadata to write. Opened past the
 * page cache where the file system allows it. Deleted when closed.
 */
public final class DirectFile implements AutoCloseable {
    /** The unit of direct writes: position, size and address of each must be a multiple of it. */
    public static final int BLOCK_BYTES = 4096;

    private static final int FILL_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final FileChannel durable;
    private final long size;
    private final boolean direct;

    private DirectFile(Path path, FileChannel channel, FileChannel durable, long size, boolean direct) {
        this.path = path;
        this.channel = channel;
        this.durable = durable;
        this.size = size;
        this.direct = direct;
    }

    /**
     * @param sizeBytes a multiple of 1 MiB
     */
    public static DirectFile prewritten(Path directory, long sizeBytes) throws IOException {
        var path = Files.createTempFile(directory, "ceiling", ".log");
        var past = pastThePageCache();
        var channel = past == null ? null : openOrNull(path, past);
        var direct = channel != null;
        if (channel == null) channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var durable = past == null || !direct
                ? FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)
                : FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC, past);
        var file = new DirectFile(path, channel, durable, sizeBytes, direct);
        var block = blocks(FILL_BYTES);
        while (block.hasRemaining()) block.put((byte) 0x5a);
        for (long at = 0; at < sizeBytes; at += FILL_BYTES) file.write(block.flip(), at);
        file.sync();
        return file;
    }

    /** The JDK's own option for direct writes; javac warns of it by name, whatever one says. */
    private static @Nullable OpenOption pastThePageCache() {
        try {
            for (var option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option.toString().equals("DIRECT")) return (OpenOption) option;
            }
            return null;
        } catch (ClassNotFoundException anotherJdk) {
            return null;
        }
    }

    /** Any file, past the page cache where the file system allows it. */
    public static FileChannel openToRead(Path path) throws IOException {
        var past = pastThePageCache();
        try {
            if (past != null) return FileChannel.open(path, StandardOpenOption.READ, past);
        } catch (UnsupportedOperationException notOnThisFileSystem) {
            return FileChannel.open(path, StandardOpenOption.READ);
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    private static @Nullable FileChannel openOrNull(Path path, OpenOption past) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, past);
        } catch (IOException | UnsupportedOperationException notOnThisFileSystem) {
            return null;
        }
    }

    /** A buffer that direct writes accept. */
    public static ByteBuffer blocks(int bytes) {
        return ByteBuffer.allocateDirect(bytes + BLOCK_BYTES)
                .alignedSlice(BLOCK_BYTES)
                .limit(bytes)
                .slice();
    }

    /** Writes all that remains in the buffer. */
    public void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) at += channel.write(bytes, at);
    }

    /**
     * Writes all that remains in the buffer and returns once it is durable: what a write and a sync do, in one call of the
     * kernel, which costs a fifth less.
     */
    public void writeDurably(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) at += durable.write(bytes, at);
    }

    /** Fills what remains in the buffer, from that position on. */
    public void read(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read < 0) throw new java.io.EOFException(path + " ends before " + at);
            at += read;
        }
    }

    public void sync() throws IOException {
        channel.force(false);
    }

    public long size() {
        return size;
    }

    public boolean isDirect() {
        return direct;
    }

    @Override
    public void close() throws IOException {
        durable.close();
        channel.close();
        Files.deleteIfExists(path);
    }
}
