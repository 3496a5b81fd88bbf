package io.millrace.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file of the real disk. Reads have a channel of their own, because Java closes a channel when a thread is interrupted
 * in it: a reader that is cancelled must take neither the writer nor the other readers along. They open it again.
 */
final class ChannelFile implements DiskFile {
    private static final int ZEROS_BYTES = 1 << 20;

    private final Path path;
    private final @Nullable OpenOption direct;
    private final @Nullable FileChannel writer;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile FileChannel reader;
    private volatile boolean closed;

    /** @param direct the option that asks for direct I/O, or null to go through the page cache */
    ChannelFile(Path path, @Nullable OpenOption direct, boolean writable) throws IOException {
        this.path = path;
        this.direct = direct;
        writer = writable ? channel(StandardOpenOption.WRITE) : null;
        reader = channel(StandardOpenOption.READ);
    }

    private FileChannel channel(OpenOption way) throws IOException {
        return FileChannel.open(path, direct == null ? Set.of(way) : Set.of(way, direct));
    }

    @Override
    public void write(ByteBuffer source, long at) throws IOException {
        long to = at;
        try {
            while (source.hasRemaining()) to += writer().write(source, to);
        } catch (IOException e) {
            throw classified(e);
        }
    }

    @Override
    public int read(ByteBuffer target, long at) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            int done = 0;
            while (target.hasRemaining()) {
                var channel = reader;
                try {
                    int n = channel.read(target, at + done);
                    if (n < 0) break;
                    done += n;
                    // A short direct read ends inside a page only at the end of the file.
                    if (direct != null && (n & (Pages.BYTES - 1)) != 0) break;
                } catch (ClosedChannelException e) {
                    if (e instanceof ClosedByInterruptException) interrupted |= Thread.interrupted();
                    reopen(channel);
                }
            }
            return done;
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ReferenceEquality") // It is this very channel that is asked for.
    private void reopen(FileChannel broken) throws IOException {
        opening.lock();
        try {
            if (closed) throw new ClosedChannelException();
            if (reader == broken) reader = channel(StandardOpenOption.READ);
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void sync() throws IOException {
        try {
            writer().force(false);
        } catch (IOException e) {
            throw classified(e);
        }
    }

    @Override
    public void zero(long bytes) throws IOException {
        var zeros = Pages.allocate(ZEROS_BYTES);
        for (long at = 0; at < bytes; at += zeros.capacity()) {
            write(zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at)), at);
        }
        try {
            writer().force(true);
        } catch (IOException e) {
            throw classified(e);
        }
    }

    @Override
    public long size() throws IOException {
        return writer != null ? writer.size() : reader.size();
    }

    @Override
    public void close() throws IOException {
        opening.lock();
        try {
            closed = true;
            reader.close();
        } finally {
            opening.unlock();
            if (writer != null) writer.close();
        }
    }

    private FileChannel writer() {
        if (writer == null) throw new IllegalStateException(path + " is open for reading only");
        return writer;
    }

    /** Java has no error number: the kernel's words are all there is. */
    private static IOException classified(IOException e) {
        var message = String.valueOf(e.getMessage());
        boolean full = message.contains("No space left") || message.contains("quota exceeded");
        return full ? new DiskFullException(message, e) : e;
    }
}
