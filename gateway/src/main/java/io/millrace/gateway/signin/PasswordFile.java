package io.millrace.gateway.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the first administrator's temporary password lies until it was changed, for its owner's eyes only. */
final class PasswordFile {
    private static final Logger log = LoggerFactory.getLogger(PasswordFile.class);

    private final @Nullable Path file;

    /** @param file null for nowhere */
    PasswordFile(@Nullable Path file) {
        this.file = file;
    }

    boolean exists() {
        return file != null;
    }

    void write(String password) {
        if (file == null) return;
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            boolean posix =
                    Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
            if (posix)
                Files.createFile(
                        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, (password + "\n").getBytes(StandardCharsets.US_ASCII));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the console's password can't be written to " + file, e);
        }
    }

    void delete() {
        try {
            if (file != null) Files.deleteIfExists(file);
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", file).setCause(e).log("the file of an old password can't be deleted");
        }
    }
}
