package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    @Test
    void theFirstStartMakesAnAuthorityAndACertificateOfIt(@TempDir Path directory) throws Exception {
        new Certificates(directory, List.of("streams.example", "10.0.0.7")).tls();

        X509Certificate authority = read(directory.resolve("ca.pem"));
        X509Certificate server = read(directory.resolve("server.pem"));
        server.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getSubjectAlternativeNames().stream().map(name -> (Object) name.get(1)))
                .contains("localhost", "*.localhost", "127.0.0.1", "streams.example", "10.0.0.7");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("server-key.pem"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("the authority's key is not kept")
                    .containsExactlyInAnyOrder("ca.pem", "server.pem", "server-key.pem");
        }
    }

    @Test
    void laterStartsUseWhatIsThere(@TempDir Path directory) throws Exception {
        new Certificates(directory, List.of()).tls();
        byte[] before = Files.readAllBytes(directory.resolve("server.pem"));

        new Certificates(directory, List.of("another.example")).tls();

        assertThat(Files.readAllBytes(directory.resolve("server.pem"))).isEqualTo(before);
    }

    private static X509Certificate read(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
