package io.millrace.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A disk that is a file, with ext4 on it. What a program has synced is in the file; what waits in the kernel's cache is not.
 * So a copy of the file is what a power cut would have left, as long as nothing was written to it meanwhile. Needs root.
 */
final class DiskImage implements AutoCloseable {
    private static final String PREFIX = "millrace-disk-";
    private static final long BYTES = 384L << 20;

    /** Copies of a file that changes meanwhile are no state of any moment and are taken again. */
    private static final int COPY_ATTEMPTS = 10;

    private final Path directory;
    private final List<Path> mounted = new ArrayList<>();
    private final Thread hook = new Thread(this::closeQuietly, "disk-image");

    private DiskImage(Path directory) {
        this.directory = directory;
    }

    /** Makes and mounts one, or skips the test. */
    static DiskImage create() throws IOException, InterruptedException {
        clearLeftovers();
        String owner = PREFIX + ProcessHandle.current().pid() + "-";
        var disk = new DiskImage(Files.createTempDirectory(owner));
        Runtime.getRuntime().addShutdownHook(disk.hook);
        try (var file = new RandomAccessFile(disk.image().toFile(), "rw")) {
            file.setLength(BYTES);
        }
        boolean made =
                Programs.run("mkfs.ext4", "-q", "-F", "-b", "4096", disk.image().toString());
        if (!made || !disk.mount(disk.image(), disk.root())) {
            disk.close();
            Programs.skip("no right to mount an image of a disk, a power cut is NOT tested here");
        }
        return disk;
    }

    /** A process that was killed left its mounts behind. */
    private static void clearLeftovers() throws IOException, InterruptedException {
        for (var line : Files.readAllLines(Path.of("/proc/mounts"))) {
            String place = line.split(" ", 3)[1];
            int at = place.indexOf(PREFIX);
            if (at < 0) continue;
            long owner = Long.parseLong(place.substring(at + PREFIX.length()).split("-", 2)[0]);
            if (ProcessHandle.of(owner).isEmpty()) Programs.run("umount", "-l", place);
        }
    }

    /** Where the disk is mounted. */
    Path root() {
        return directory.resolve("disk");
    }

    private Path image() {
        return directory.resolve("disk.img");
    }

    /**
     * Data go through the file system's journal, so that a direct write waits in the kernel's cache for its sync as in the
     * cache of a real disk, which a disk that is a file lacks. Of its own accord the journal is written every five seconds, in
     * the middle of a copy: not here.
     */
    private boolean mount(Path image, Path place) throws IOException, InterruptedException {
        Files.createDirectories(place);
        if (!Programs.run("mount", "-o", "loop,data=journal,commit=300", image.toString(), place.toString()))
            return false;
        mounted.add(place);
        return true;
    }

    /**
     * Copies what is on the disk now; who writes to it must stand still.
     *
     * @return the copy, to be mounted
     */
    Path copy(String name) throws IOException, InterruptedException {
        Path copy = directory.resolve(name + ".img");
        for (int attempt = 0; attempt < COPY_ATTEMPTS; attempt++) {
            if (!Programs.run("cp", "--sparse=always", image().toString(), copy.toString()))
                throw new IOException("no copy of " + image());
            if (Files.mismatch(image(), copy) < 0) return copy;
        }
        throw new IOException("the disk never rests: " + image());
    }

    /** Mounts a copy, as the next start of the machine would. */
    Path mountCopy(Path copy) throws IOException, InterruptedException {
        Path place = directory.resolve(copy.getFileName() + ".mounted");
        if (!mount(copy, place)) throw new IOException("can't be mounted: " + copy);
        return place;
    }

    /** Done with a copy. */
    void discard(Path copy) throws IOException {
        Path place = directory.resolve(copy.getFileName() + ".mounted");
        if (mounted.remove(place)) unmount(place);
        Files.delete(copy);
    }

    private static void unmount(Path place) {
        try {
            if (!Programs.run("umount", place.toString())) Programs.run("umount", "-l", place.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        for (var place : mounted) unmount(place);
        mounted.clear();
        if (Thread.currentThread() != hook) Runtime.getRuntime().removeShutdownHook(hook);
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("left behind: " + directory + ": " + e);
        }
    }
}
