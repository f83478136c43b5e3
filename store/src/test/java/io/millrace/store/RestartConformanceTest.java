package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.MillraceException;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs behave across a restart, row by row: each test is named for the row it pins down. */
class RestartConformanceTest {
    private static final RunId RUN = new RunId(1);
    private static final String PIPELINE = """
        name: t
        entry_points:
          a: {command: x}
          b: {command: x, deps: a}
        post_process:
          m: {command: x}
        """;

    @TempDir
    private Path folder;

    private final ModelProcesses processes = new ModelProcesses();
    private EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(folder, processes);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void restart() {
        close();
        open();
    }

    private NodeRow node(String path) {
        return fixture.store.queries().node(RUN, path).orElseThrow();
    }

    private RunStatus status() {
        return fixture.store.queries().run(RUN).orElseThrow().row().status();
    }

    private void awaitRunning(String path) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> fixture.store
                        .queries()
                        .node(RUN, path)
                        .filter(row -> row.status() == NodeStatus.RUNNING)
                        .isPresent());
    }

    private void awaitEnd(RunStatus end) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(status()).isEqualTo(end));
        assertThat(processes.faults()).isEmpty();
    }

    private void end(String path) {
        awaitRunning(path);
        processes.end(new AttemptId(RUN, node(path).node(), 1), 0);
    }

    @Test
    void b59OnlyAFailedOrStoppedRunIsRetried() {
        fixture.submit("{name: t, entry_points: {a: {command: x}}}");
        awaitRunning("a");
        assertThatThrownBy(() -> fixture.engine.retryOf(RUN))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("run-000001 is running; only failed and terminated runs can be retried");
        end("a");
        awaitEnd(RunStatus.SUCCEEDED);
        assertThatThrownBy(() -> fixture.engine.retryOf(RUN)).hasMessageContaining("run-000001 is succeeded");
    }

    @Test
    void b68ARestartWhileAStepRuns() {
        fixture.submit(PIPELINE);
        awaitRunning("a");
        restart();
        end("a");
        end("b");
        end("m");
        awaitEnd(RunStatus.SUCCEEDED);
        assertThat(node("a").attempts()).isEqualTo(1);
    }

    @Test
    void b69ARestartWhileARunIsBeingStopped() {
        fixture.submit(PIPELINE);
        awaitRunning("a");
        fixture.engine.stop(RUN, false);
        awaitRunning("m");
        assertThat(status()).isEqualTo(RunStatus.TERMINATING);
        restart();
        end("m");
        awaitEnd(RunStatus.TERMINATED);
        assertThat(node("a").status()).isEqualTo(NodeStatus.TERMINATED);
        assertThat(node("b").status()).isEqualTo(NodeStatus.CANCELLED);
    }

    @Test
    void b70ARestartBetweenTheEntryPointsAndThePostStep() {
        fixture.submit(PIPELINE);
        end("a");
        awaitRunning("b");
        AttemptId last = new AttemptId(RUN, node("b").node(), 1);
        close();
        processes.end(last, 0);
        open();
        end("m");
        awaitEnd(RunStatus.SUCCEEDED);
    }

    @Test
    void aRunThatNobodyTookUpCanBeStopped() {
        fixture.submit(PIPELINE);
        awaitRunning("a");
        close();
        fixture = new EngineFixture(folder, processes::seenBy);
        assertThat(fixture.submit("{name: other, entry_points: {a: {command: x}}}"))
                .isEqualTo(new RunId(2));
        fixture.engine.stop(RUN, true);
        awaitEnd(RunStatus.TERMINATED);
        fixture.engine.recover();
        assertThat(processes.running()).as("of the other run").isEqualTo(1);
    }
}
