package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What someone sees who starts a server that can't start: one line that says why, and exit code 1. */
class StartTest {
    @TempDir
    private Path directory;

    private static void assertRefused(ServerProcess server, String... words) throws Exception {
        var process = server.launch();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(server.errorLines())
                .singleElement()
                .asString()
                .startsWith("millrace: ")
                .contains(words);
        assertThat(server.output()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(server.postmaster()).isEmpty();
    }

    private ServerProcess fresh() throws Exception {
        Files.createDirectories(directory.resolve("data"));
        return new ServerProcess(directory);
    }

    @Test
    void aSecondServerOnTheSameDataIsToldWhoHasThem() throws Exception {
        try (var first = new ServerProcess(directory).start()) {
            Path elsewhere = Files.createDirectory(directory.resolve("second"));
            Files.createSymbolicLink(elsewhere.resolve("data"), first.data());
            var second = new ServerProcess(elsewhere).launch();

            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(Files.readAllLines(elsewhere.resolve("server.err")))
                    .singleElement()
                    .asString()
                    .startsWith("millrace: ")
                    .endsWith("is in use by another process, pid "
                            + first.process().pid());
            try (var calls = first.calls()) {
                calls.createStream("undisturbed", 1);
            }
        }
    }

    @Test
    void aMasterKeyThatCantBeReadIsNamed() throws Exception {
        var server = fresh();
        Files.writeString(server.data().resolve("master.key"), "not a key at all");
        run("chmod", "600", server.data().resolve("master.key").toString());

        assertRefused(server, "master.key can't be used", "not base64");
    }

    @Test
    void aMasterKeyOpenToOthersIsRefused() throws Exception {
        var server = fresh();
        Files.writeString(server.data().resolve("master.key"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        run("chmod", "644", server.data().resolve("master.key").toString());

        assertRefused(server, "master.key can't be used", "chmod 600");
    }

    @Test
    void aMissingMasterKeyIsNotReplacedByOneThatOpensNothing() throws Exception {
        var server = fresh();
        Files.write(server.data().resolve("root.key"), List.of("AKIAEXAMPLE", "c2VhbGVk"));

        assertRefused(server, "master.key is missing", "backup");
        assertThat(server.data().resolve("master.key")).doesNotExist();
    }

    @Test
    void aRootKeyOfAnotherMasterKeyIsNamed() throws Exception {
        var server = fresh();
        Files.writeString(server.data().resolve("master.key"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        run("chmod", "600", server.data().resolve("master.key").toString());
        Files.write(server.data().resolve("root.key"), List.of("AKIAEXAMPLE", "c2VhbGVk"));

        assertRefused(server, "root.key can't be opened with the master key beside it");
    }

    @Test
    void whatAnEarlierProcessLeftBehindStopsNoStart() throws Exception {
        var server = fresh();
        Files.write(server.data().resolve("running"), new byte[] {0, 1, 2, (byte) 0xFF});
        Files.writeString(server.data().resolve("lock"), "999999\n");
        Files.createDirectories(server.data().resolve("postgres/data"));
        Files.writeString(server.data().resolve("postgres/data/postmaster.pid"), "");

        try (server) {
            server.start();

            assertThat(Files.readString(server.data().resolve("running")))
                    .contains("pid=" + server.process().pid());
            server.kill();
            server.postmaster().ifPresent(ProcessHandle::destroyForcibly);
            // The pid of a program that is alive and no PostgreSQL: our own.
            Files.writeString(
                    server.data().resolve("postgres/data/postmaster.pid"),
                    ProcessHandle.current().pid() + "\n");
            server.start();
            try (var calls = server.calls()) {
                calls.createStream("clean", 1);
            }
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
