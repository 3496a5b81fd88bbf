package io.millrace.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory. Direct I/O saves the page cache's cost, the largest of a write; where the file system does
 * not offer it (tmpfs, some network mounts, blocks larger than a page) everything goes through the page cache instead.
 */
final class FileDisk implements Disk {
    /** Looked up by name: the compiler warns of every mention of this option, and warnings fail our build. */
    private static final @Nullable OpenOption DIRECT = directOption();

    private final Path root;
    private final boolean direct;

    FileDisk(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        this.direct = offersDirect(root);
    }

    private static @Nullable OpenOption directOption() {
        try {
            return Stream.of(
                            Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants())
                    .filter(option -> option.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast)
                    .findFirst()
                    .orElse(null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static boolean offersDirect(Path root) throws IOException {
        if (DIRECT == null || Files.getFileStore(root).getBlockSize() > Pages.BYTES) return false;
        var probe = Files.createTempFile(root, "probe", ".tmp");
        try (var channel = FileChannel.open(probe, Set.of(StandardOpenOption.WRITE, DIRECT))) {
            return channel.write(Pages.allocate(Pages.BYTES), 0) == Pages.BYTES;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    @Override
    public DiskFile create(String name) throws IOException {
        var path = path(name);
        FileChannel.open(
                        path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
        return new ChannelFile(path, direct ? DIRECT : null, true);
    }

    @Override
    public DiskFile open(String name, Access access) throws IOException {
        return switch (access) {
            case DIRECT -> new ChannelFile(path(name), direct ? DIRECT : null, true);
            case CACHED -> new ChannelFile(path(name), null, false);
        };
    }

    @Override
    public List<String> list(String directory) throws IOException {
        var path = path(directory);
        if (!Files.isDirectory(path)) return List.of();
        try (var entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(path(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        Files.createDirectories(path(name));
    }

    @Override
    public void syncDirectory(String name) throws IOException {
        try (var channel = FileChannel.open(path(name), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public Closeable lock() throws IOException {
        var channel = FileChannel.open(path("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException e) {
            // Another log of this process has it: the same answer as for another process.
        }
        channel.close();
        throw new IllegalStateException("The log directory " + root + " is in use by another process");
    }

    private Path path(String name) {
        return name.isEmpty() ? root : root.resolve(name);
    }
}
