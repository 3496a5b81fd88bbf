package io.millrace.gateway;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate that the port presents. At the first start we make an authority of our own and a certificate signed by
 * it; a user trusts the authority's file. Files that are there already are used as they are, so an operator may bring
 * others:
 *
 * <pre>
 *   ca.pem           what clients trust
 *   server.pem       the certificate, its issuer behind it
 *   server-key.pem   its key, PKCS#8, readable by its owner only
 * </pre>
 *
 * The authority's key is not kept: nobody can sign anything else with it, and the next certificate comes with the next
 * authority.
 */
final class Certificates {
    private static final int VALID_DAYS = 825;

    private final Path directory;
    private final List<String> names;

    /** @param names further names and addresses that the certificate shall be good for */
    Certificates(Path directory, List<String> names) {
        this.directory = directory;
        this.names = names;
    }

    Path authorityFile() {
        return directory.resolve("ca.pem");
    }

    /** TLS with these certificates, made now if there are none. */
    SslContext tls() throws IOException {
        Path chain = directory.resolve("server.pem");
        Path key = directory.resolve("server-key.pem");
        if (!Files.exists(chain) || !Files.exists(key)) make(chain, key);
        return SslContextBuilder.forServer(chain.toFile(), key.toFile())
                .protocols("TLSv1.3", "TLSv1.2")
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        "h2",
                        "http/1.1"))
                .build();
    }

    private void make(Path chain, Path key) throws IOException {
        Files.createDirectories(directory);
        try {
            var authorityName =
                    new X500Name("CN=Millrace local authority " + Long.toHexString(new SecureRandom().nextLong()));
            KeyPair authority = keyPair();
            X509Certificate root = sign(authorityBuilder(authorityName, authority), authority);
            KeyPair server = keyPair();
            X509Certificate leaf = sign(serverBuilder(authorityName, root, server), authority);
            write(key, server.getPrivate());
            write(chain, leaf, root);
            write(authorityFile(), root);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("a certificate can't be made", e);
        }
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder authorityBuilder(X500Name name, KeyPair keys)
            throws IOException, GeneralSecurityException {
        return builder(name, name, keys)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    }

    private X509v3CertificateBuilder serverBuilder(X500Name issuer, X509Certificate root, KeyPair keys)
            throws IOException, GeneralSecurityException {
        var extensions = new JcaX509ExtensionUtils();
        return builder(issuer, new X500Name("CN=Millrace"), keys)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(root))
                .addExtension(Extension.subjectAlternativeName, false, alternativeNames());
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, new SecureRandom()).setBit(119),
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(VALID_DAYS, ChronoUnit.DAYS)),
                subject,
                keys.getPublic());
    }

    private GeneralNames alternativeNames() {
        var all = new ArrayList<String>(List.of("localhost", "*.localhost", "127.0.0.1", "::1"));
        all.addAll(names);
        try {
            all.add(InetAddress.getLocalHost().getHostName());
        } catch (IOException e) {
            // A machine that does not know its name is reached by another.
        }
        return new GeneralNames(all.stream()
                .distinct()
                .map(name -> new GeneralName(
                        name.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer)
            throws OperatorCreationException, GeneralSecurityException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /** Appears under its name only when it is whole, readable by its owner only. */
    private void write(Path file, Object... parts) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            for (Object part : parts)
                pem.writeObject(part instanceof PrivateKey privateKey ? new JcaPKCS8Generator(privateKey, null) : part);
        }
        Path draft = Files.createTempFile(directory, file.getFileName().toString(), ".new");
        if (Files.getFileStore(directory).supportsFileAttributeView("posix"))
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(draft, text.toString());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
