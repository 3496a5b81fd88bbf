package io.millrace.testkit.s3;

import io.millrace.testkit.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A store that checks signatures and keeps a file an object, below a directory a bucket. */
public final class S3Server implements AutoCloseable {
    public static final String ACCESS_KEY_ID = "AKIDS3TEST";
    public static final String SECRET_ACCESS_KEY = "secret-of-the-s3-test";

    private final Path directory;
    private final URI endpoint;
    private final S3Proxy server;

    private S3Server(Path directory, URI endpoint, S3Proxy server) {
        this.directory = directory;
        this.endpoint = endpoint;
        this.server = server;
    }

    /** Starts one with a bucket. */
    public static S3Server start(Path directory, String bucket) throws Exception {
        Files.createDirectories(directory.resolve(bucket));
        var endpoint = URI.create("http://127.0.0.1:" + FreePort.next());
        var server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                .endpoint(endpoint)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
                .build();
        server.start();
        return new S3Server(directory, endpoint, server);
    }

    public URI endpoint() {
        return endpoint;
    }

    /** How many objects there are in all buckets. */
    public long objects() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the object store did not stop", e);
        }
    }
}
