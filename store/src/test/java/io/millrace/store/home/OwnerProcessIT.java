package io.millrace.store.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.MillraceException;
import io.millrace.store.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes that belong to other processes. */
class OwnerProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Home home() {
        return new Home(folder.resolve("home"));
    }

    @Test
    void aHomeOfALivingProcessIsRefusedAndThatOfADeadOneIsNot() throws Exception {
        long grandchild;
        try (ChildJvm child = ChildJvm.start(OwnerProcess.class, home().folder().toString())) {
            grandchild = Long.parseLong(child.line());
            assertThat(child.line()).isEqualTo("owned");
            assertThat(Ownership.claim(home(), "x"))
                    .isInstanceOfSatisfying(
                            Claim.InUse.class,
                            inUse -> assertThat(inUse.message())
                                    .contains("process " + child.pid() + " (owner process, since "));
            assertThat(home().owner().orElseThrow().pid()).isEqualTo(child.pid());
            child.kill();
        }
        ProcessHandle survivor = ProcessHandle.of(grandchild).orElseThrow();
        try {
            assertThat(home().owner()).isEmpty();
            try (Ownership ownership = ((Claim.Granted) Ownership.claim(home(), "x")).ownership()) {
                assertThat(survivor.isAlive()).as("a child of the killed owner").isTrue();
                assertThat(home().owner()).contains(ownership.owner());
            }
        } finally {
            survivor.destroyForcibly();
        }
    }

    @Test
    void theOwnerIsAskedAndWhatAKilledOneLeftDoesNoHarm() throws Exception {
        assertThat(ControlClient.ask(home(), "ping", LIMIT)).isEmpty();
        long grandchild;
        try (ChildJvm child = ChildJvm.start(OwnerProcess.class, home().folder().toString())) {
            grandchild = Long.parseLong(child.line());
            assertThat(child.line()).isEqualTo("owned");
            assertThat(ControlClient.ask(home(), "stop run-000003 force", LIMIT))
                    .contains("heard stop run-000003 force");
            child.kill();
        }
        ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(home().control().resolve("socket")).exists();
        assertThat(ControlClient.ask(home(), "ping", LIMIT)).isEmpty();
        try (Ownership ownership = ((Claim.Granted) Ownership.claim(home(), "x")).ownership();
                ControlServer server = ControlServer.open(ownership, request -> "new " + request)) {
            assertThat(ControlClient.ask(home(), "ping", LIMIT)).contains("new ping");
            assertThat(server).isNotNull();
        }
    }

    @Test
    void anOwnerThatStandsStillIsNamed() throws Exception {
        try (ChildJvm child = ChildJvm.start(OwnerProcess.class, home().folder().toString())) {
            long grandchild = Long.parseLong(child.line());
            assertThat(child.line()).isEqualTo("owned");
            signal("STOP", child.pid());
            try {
                assertThatThrownBy(() -> ControlClient.ask(home(), "ping", Duration.ofMillis(300)))
                        .isInstanceOf(MillraceException.class)
                        .hasMessage(
                                "process %d (owner process), which works on the data folder %s, did not answer within 300 ms",
                                child.pid(), home().folder());
            } finally {
                signal("CONT", child.pid());
                ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
            }
            child.kill();
            assertThat(Files.exists(home().lock())).isTrue();
        }
    }

    private static void signal(String name, long pid) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
