package io.millrace.standalone;

import io.millrace.identity.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints the root access key of a data directory, id and secret on a line each: what {@code ./millrace env} asks. */
public final class ShowKey {
    private ShowKey() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        Path rootKey = data.resolve("root.key");
        if (!Files.exists(rootKey)) {
            System.err.println("millrace: " + data + " holds no key yet, run ./millrace up first");
            System.exit(1);
        }
        var masterKey = MasterKey.loadOrCreate(data.resolve("master.key"));
        var key = new RootKeyFile(rootKey, masterKey).read();
        System.out.println(key.id());
        System.out.println(key.secret());
    }
}
