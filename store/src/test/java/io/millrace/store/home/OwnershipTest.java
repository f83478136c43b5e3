package io.millrace.store.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.millrace.engine.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {
    @TempDir
    Path folder;

    private Home home() {
        return new Home(folder.resolve("a").resolve("home"));
    }

    private static Ownership claim(Home home) {
        Claim claim = Ownership.claim(home, "run pipeline.yaml");
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).ownership();
    }

    @ParameterizedTest(name = "--home {0}, MILLRACE_HOME={1}: {2}")
    @CsvSource(nullValues = "-", textBlock = """
                    /opt/h, /env/h, /opt/h
                    -,      /env/h, /env/h
                    -,      '',     /home/ann/.millrace
                    -,      -,      /home/ann/.millrace
                    /a/../b, -,     /b
                    """)
    void theCommandLineGoesBeforeTheEnvironmentBeforeTheDefault(
            @Nullable String option, @Nullable String environment, Path expected) {
        Home home = Home.resolve(
                Optional.ofNullable(option).map(Path::of), Optional.ofNullable(environment), Path.of("/home/ann"));
        assertThat(home.folder()).isEqualTo(expected);
    }

    @Test
    void aNewHomeIsForTheUserAlone() throws Exception {
        try (Ownership ownership = claim(home())) {
            for (Path path : new Path[] {home().folder(), home().jobs(), home().control()}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("mode of %s", path)
                        .isEqualTo("rwx------");
            }
            assertThat(ownership.home()).isEqualTo(home());
        }
    }

    @Test
    void theOwnerIsKnownWhileItOwns() {
        Instant before = Instant.now();
        try (Ownership ownership = claim(home())) {
            Owner owner = home().owner().orElseThrow();
            assertThat(owner).isEqualTo(ownership.owner());
            assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(owner.doing()).isEqualTo("run pipeline.yaml");
            assertThat(owner.since()).isBetween(before, Instant.now());
        }
        assertThat(home().owner()).isEmpty();
    }

    @Test
    void aSecondClaimOfThisProcessIsRefusedAndDoesNotBreakTheFirst() {
        try (Ownership ownership = claim(home())) {
            for (int i = 0; i < 2; i++) {
                Claim second = Ownership.claim(home(), "resume");
                assertThat(second).isEqualTo(new Claim.InUse(home(), Optional.of(ownership.owner())));
            }
        }
        claim(home()).close();
    }

    @Test
    void closingTwiceDoesNotTakeTheHomeFromTheNext() {
        Ownership first = claim(home());
        first.close();
        try (Ownership second = claim(home())) {
            first.close();
            assertThat(home().owner()).contains(second.owner());
            assertThat(Ownership.claim(home(), "x")).isInstanceOf(Claim.InUse.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"pid\":\"x\"}", "{\"pid\":1,\"started\":\"now\",\"since\":\"now\"}"})
    void anOwnerFileThatMakesNoSenseIsNoOwner(String text) throws Exception {
        Files.createDirectories(home().folder());
        Files.writeString(home().ownerFile(), text);
        assertThat(home().owner()).isEmpty();
        claim(home()).close();
    }

    @Test
    void aProcessOfTheSameNumberIsNotTheOwner() throws Exception {
        Owner self = Owner.thisProcess(Instant.now(), "x");
        Files.createDirectories(home().folder());
        OwnerFile.write(
                home().ownerFile(),
                new Owner(self.pid(), self.started().minusSeconds(100), self.since(), self.doing()));
        assertThat(home().owner()).isEmpty();
    }

    @Test
    void theMessageNamesTheOwnerAndAWayOut() {
        Owner owner = new Owner(4711, Instant.EPOCH, Instant.parse("2026-11-23T10:00:00Z"), "run a.yaml");
        assertThat(new Claim.InUse(new Home(Path.of("/h")), Optional.of(owner)).message())
                .isEqualTo("process 4711 (run a.yaml, since 2026-11-23T10:00:00Z) works on the data folder /h:"
                        + " wait until it ends, or choose another folder with --home");
        assertThat(new Claim.InUse(new Home(Path.of("/h")), Optional.empty()).message())
                .startsWith("another process works on the data folder /h");
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Ownership.claim(new Home(file), "x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file + " is a file")
                .hasMessageContaining("--home");
        assertThatThrownBy(() -> Ownership.claim(new Home(file.resolve("below")), "x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("--home");
    }

    @Test
    void aFolderWithoutPermissionIsNamed() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assertThatThrownBy(() -> Ownership.claim(new Home(closed.resolve("home")), "x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no permission for " + closed.resolve("home"))
                .hasMessageContaining("--home");
    }

    @ParameterizedTest
    @CsvSource({"nfs4, true", "cifs, true", "fuse.sshfs, true", "ext4, false", "tmpfs, false", "overlay, false"})
    void fileSystemsThatMachinesShareAreToldApart(String type, boolean network) {
        assertThat(Ownership.isNetwork(type)).isEqualTo(network);
    }
}
