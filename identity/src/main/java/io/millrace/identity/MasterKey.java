package io.millrace.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals every secret at rest: 32 random bytes, kept in a file or a setting as one line of base64. Who has it
 * and the database has every secret; who loses it loses them all.
 */
public final class MasterKey {
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;

    /** The group may read: a mounted Kubernetes secret is owned by root and lent to the pod by its group. */
    private static final Set<PosixFilePermission> TOO_OPEN =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
    }

    public static MasterKey random() {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new MasterKey(key);
    }

    public static MasterKey fromBase64(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            // The cause would print a character of the key.
            throw new IllegalArgumentException("the master key is not base64");
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the master key must have 32 bytes, not " + key.length);
        }
        return new MasterKey(key);
    }

    /**
     * Reads the key of that file, or makes one if there is no such file. Of several processes that start at once, one
     * makes the file and all read the same key.
     */
    public static MasterKey loadOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) create(file);
        refuseIfOpenToOthers(file);
        return fromBase64(Files.readString(file, StandardCharsets.US_ASCII));
    }

    /** The file appears under its name only when it is whole and on disk. */
    private static void create(Path file) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory == null) throw new IOException("not a file: " + file);
        Files.createDirectories(directory);
        var draft = Files.createTempFile(directory, ".master-key", ".new", ownerOnly(directory));
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var line = Base64.getEncoder().encodeToString(random().key) + "\n";
                var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException anotherProcessWasFirst) {
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
        if (isPosix(directory)) {
            try (var entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    private static void refuseIfOpenToOthers(Path file) throws IOException {
        if (!isPosix(file)) return;
        var permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(TOO_OPEN::contains)) {
            throw new IOException("the master key %s is open to others (%s): run chmod 600 on it"
                    .formatted(file, PosixFilePermissions.toString(permissions)));
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        if (!isPosix(directory)) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    SecretKey forAes() {
        return new SecretKeySpec(key, "AES");
    }

    /** A key for another purpose, which tells nothing of this one: HMAC-SHA256 of the purpose. */
    public SecretKey derive(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** As {@link #derive}, for a seal of its own. */
    public MasterKey derived(String purpose) {
        return new MasterKey(derive(purpose).getEncoded());
    }

    /** Four bytes that tell master keys apart and say nothing of the key. */
    byte[] id() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("millrace master key id".getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(digest.digest(key), ID_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
