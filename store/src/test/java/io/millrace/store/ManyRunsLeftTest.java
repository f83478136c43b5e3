package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More runs were left than have slots: those with attempts are taken up first, the others while steps start already. */
class ManyRunsLeftTest {
    private static final int SLOTS = 100;
    private static final int RUNS = 3 * SLOTS + 50;

    @TempDir
    private Path folder;

    private final ModelProcesses processes = new ModelProcesses();

    private static void awaitLoad(EngineFixture fixture, int running, int waiting) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(fixture.engine.load().running()).isEqualTo(running);
            assertThat(fixture.engine.load().waiting()).isEqualTo(waiting);
        });
    }

    private static RunStatus status(EngineFixture fixture, RunId run) {
        return fixture.store.queries().run(run).orElseThrow().row().status();
    }

    @Test
    void slotsAreThoseOfLiveAttemptsAndARunThatIsLeftCanBeStopped() {
        try (EngineFixture before = new EngineFixture(folder, processes)) {
            for (int i = 0; i < RUNS; i++) {
                before.submit("{name: t, entry_points: {a: {command: x}}}");
            }
            awaitLoad(before, SLOTS, RUNS - SLOTS);
        }
        RunId last = new RunId(RUNS);
        try (EngineFixture after = new EngineFixture(folder, processes)) {
            after.engine.stop(last, false);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(status(after, last)).isEqualTo(RunStatus.TERMINATED));
            awaitLoad(after, SLOTS, RUNS - SLOTS - 1);
            after.engine.stop(new RunId(1), false);
            RunId next = new RunId(SLOTS + 1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(after.store.queries().nodes(next))
                            .extracting(NodeRow::status)
                            .contains(NodeStatus.RUNNING));
            awaitLoad(after, SLOTS, RUNS - SLOTS - 2);
        }
        assertThat(processes.faults()).isEmpty();
    }
}
