package io.millrace.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making, sealing and opening secrets. */
class SecretsTest {
    private static final String ONE = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path directory;

    private final SecretSeal seal = new SecretSeal(MasterKey.fromBase64(ONE));

    @Test
    void aSealOpensForWhatItWasMadeFor() throws GeneralSecurityException {
        var sealed = seal.seal("access-key", "AKIA1", "a secret é");

        assertThat(seal.open("access-key", "AKIA1", sealed)).isEqualTo("a secret é");
    }

    @Test
    void aSealDoesNotOpenForAnotherIdOrPurpose() {
        var sealed = seal.seal("access-key", "AKIA1", "a secret");

        assertThatThrownBy(() -> seal.open("access-key", "AKIA2", sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> seal.open("token", "AKIA1", sealed)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void noByteOfASealCanBeChangedOrCutOff() {
        var sealed = seal.seal("access-key", "AKIA1", "a secret");
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            var cut = java.util.Arrays.copyOf(sealed, i);

            assertThatThrownBy(() -> seal.open("access-key", "AKIA1", changed))
                    .isInstanceOf(GeneralSecurityException.class);
            assertThatThrownBy(() -> seal.open("access-key", "AKIA1", cut))
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void theSameSecretIsNeverSealedAlike() {
        assertThat(seal.seal("access-key", "AKIA1", "a secret"))
                .isNotEqualTo(seal.seal("access-key", "AKIA1", "a secret"));
    }

    @Test
    void anotherMasterKeyIsNamedAsTheReason() {
        var sealed = new SecretSeal(MasterKey.random()).seal("access-key", "AKIA1", "a secret");

        assertThatThrownBy(() -> seal.open("access-key", "AKIA1", sealed)).hasMessage("sealed with another master key");
    }

    @Test
    void theMasterKeyIsMadeOnceAndReadByItsOwnerOnly() throws Exception {
        var file = directory.resolve("keys/master.key");

        var sealed = new SecretSeal(MasterKey.loadOrCreate(file)).seal("access-key", "AKIA1", "a secret");

        assertThat(new SecretSeal(MasterKey.loadOrCreate(file)).open("access-key", "AKIA1", sealed))
                .isEqualTo("a secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory.resolve("keys"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw-----w-"})
    void aMasterKeyThatOthersMayReadOrReplaceIsRefused(String permissions) throws IOException {
        var file = directory.resolve("master.key");
        MasterKey.loadOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> MasterKey.loadOrCreate(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("open to others");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!"})
    void aMasterKeyHas32Bytes(String text) {
        assertThatThrownBy(() -> MasterKey.fromBase64(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingSecretIsPrinted() {
        var key = AccessKeyFactory.secure().create("123456789012", "arn");

        assertThat(MasterKey.fromBase64(ONE)).hasToString("MasterKey");
        assertThat(key.toString()).doesNotContain(key.secret());
    }

    @Test
    void accessKeysLookLikeThoseOfAwsAndNeverRepeat() {
        var factory = AccessKeyFactory.secure();
        var ids = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            var key = factory.create("123456789012", "arn:aws:iam::123456789012:user/a");

            assertThat(key.id()).matches("AKIA[A-Z2-7]{16}");
            assertThat(key.secret()).matches("[A-Za-z0-9+/]{40}");
            assertThat(key.owner().accessKeyId()).isEqualTo(key.id());
            assertThat(ids.add(key.id())).isTrue();
        }
    }
}
