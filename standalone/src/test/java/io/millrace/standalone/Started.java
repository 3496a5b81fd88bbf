package io.millrace.standalone;

import io.millrace.identity.AccessKey;
import io.millrace.identity.MasterKey;
import io.millrace.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Comparator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A whole installation, started in this JVM, and what a user of it knows: its port, its key, its authority. */
final class Started implements AutoCloseable {
    /** Shared by all tests and builds, so that PostgreSQL is unpacked once. */
    private static final Path POSTGRES = Path.of("target", "postgres-runtime").toAbsolutePath();

    private static @Nullable Started shared;

    private final Options options;
    private final Standalone standalone;

    private Started(Options options, Standalone standalone) {
        this.options = options;
        this.standalone = standalone;
    }

    /** The one of all tests that can share it. */
    static synchronized Started shared() {
        if (shared == null) {
            var started = start(options(newDirectory(), "strict", false));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "standalone"));
            shared = started;
        }
        return shared;
    }

    static Started start(Options options) {
        try {
            return new Started(options, Standalone.start(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Options options(Path data, String auth, boolean tlsOnly) {
        return new Options(data, FreePort.next(), "127.0.0.1", auth, POSTGRES, tlsOnly, false);
    }

    static Path newDirectory() {
        try {
            Path directory = Files.createTempDirectory("millrace-standalone-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> removeAll(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeAll(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException e) {
            // What is still in use the system removes with its other temporary files.
        }
    }

    Options options() {
        return options;
    }

    int port() {
        return options.port();
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + port());
    }

    URI https() {
        return URI.create("https://127.0.0.1:" + port());
    }

    AccessKey key() {
        try {
            var master = MasterKey.loadOrCreate(options.data().resolve("master.key"));
            return new RootKeyFile(options.data().resolve("root.key"), master).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path authority() {
        return options.data().resolve("tls/ca.pem");
    }

    /** What trusts our authority and nobody else. */
    TrustManager[] trust() {
        try (var in = Files.newInputStream(authority())) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SSLContext tls() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        standalone.close();
    }
}
