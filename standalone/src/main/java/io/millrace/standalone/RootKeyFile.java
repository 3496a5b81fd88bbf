package io.millrace.standalone;

import io.millrace.identity.AccessKey;
import io.millrace.identity.AccessKeyFactory;
import io.millrace.identity.Caller;
import io.millrace.identity.MasterKey;
import io.millrace.identity.SecretSeal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;

/**
 * The first access key of an installation, sealed by its master key, so that {@code ./millrace env} can print it to whoever
 * may read the data directory.
 */
final class RootKeyFile {
    static final String ACCOUNT = "000000000000";

    private static final String ARN = "arn:aws:iam::" + ACCOUNT + ":root";
    private static final String PURPOSE = "root-key-file";

    private final Path file;
    private final SecretSeal seal;

    RootKeyFile(Path file, MasterKey masterKey) {
        this.file = file;
        this.seal = new SecretSeal(masterKey);
    }

    AccessKey readOrMake() throws IOException {
        if (!Files.exists(file)) write(AccessKeyFactory.secure().create(ACCOUNT, ARN));
        return read();
    }

    AccessKey read() throws IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            String id = lines.get(0);
            String secret = seal.open(PURPOSE, id, Base64.getDecoder().decode(lines.get(1)));
            return new AccessKey(id, secret, new Caller(ACCOUNT, ARN, id), null, null);
        } catch (GeneralSecurityException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException(file + " can't be opened with the master key beside it", e);
        }
    }

    private void write(AccessKey key) throws IOException {
        String sealed = Base64.getEncoder().encodeToString(seal.seal(PURPOSE, key.id(), key.secret()));
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, (key.id() + "\n" + sealed + "\n").getBytes(StandardCharsets.US_ASCII));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
