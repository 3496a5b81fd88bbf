package io.millrace.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything, ours alone while we run.
 *
 * <pre>
 *   lock            held by the running process, with its pid inside
 *   master.key      seals every secret
 *   root.key        the first access key, sealed
 *   streams/log     the records
 *   postgres/data   the metadata
 *   tls             certificate and keys
 *   logs            what the process printed
 *   console-password         the first administrator's temporary password, until it was changed
 *   reset-console-password   asks the next start for a new one
 * </pre>
 */
final class DataDirectory implements AutoCloseable {
    /** Below this a start makes no sense: the journal's first segments and PostgreSQL need about half of it. */
    private static final long MIN_FREE_BYTES = 512L * 1024 * 1024;

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    static DataDirectory open(Path path) {
        try {
            boolean isNew = !Files.exists(path);
            Files.createDirectories(path);
            if (isNew && Files.getFileStore(path).supportsFileAttributeView("posix"))
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < MIN_FREE_BYTES)
                throw new StartFailure("the disk of " + path + " is full: " + free / (1024 * 1024) + " MB are free, "
                        + MIN_FREE_BYTES / (1024 * 1024) + " MB are needed");
            return new DataDirectory(path, lock(path.resolve("lock")));
        } catch (IOException e) {
            throw new StartFailure("data directory " + path + " can't be used: " + e, e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            String owner = Files.readString(file).strip();
            throw new StartFailure("data directory " + file.getParent() + " is in use by another process"
                    + (owner.isEmpty() ? "" : ", pid " + owner));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
