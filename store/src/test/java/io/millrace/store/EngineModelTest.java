package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.MillraceException;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.record.NodeRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random commands to the real engine on the real store, beside a small model of what they must lead to: steps end, fail
 * and are tried again, runs are stopped and retried, the engine is lost and another one takes over. After each command
 * the stored rows and the state that its events give are those of the model. 25 sequences; more with
 * {@code -Dmillrace.models=1000}, one again with {@code -Dmillrace.seed=17}.
 */
class EngineModelTest {
    private static final int COMMANDS = 14;

    @TempDir
    private Path folder;

    private final ModelProcesses processes = new ModelProcesses();
    private final List<String> done = new ArrayList<>();
    private EngineFixture fixture;
    private SqliteStore store;
    private Engine engine;

    static LongStream seeds() {
        Long one = Long.getLong("millrace.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, Long.getLong("millrace.models", 25));
    }

    @BeforeEach
    void open() {
        fixture = new EngineFixture(folder, processes);
        engine = fixture.engine;
        store = fixture.store;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theEngineDoesWhatTheModelSays(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // small seeds alone begin alike
        ModelRun model = ModelRun.of(random);
        RunId run = submit(model.yaml());
        look(run, model);
        for (int i = 0; i < COMMANDS; i++) {
            if (model.isOver()) {
                RunStatus end = model.status();
                if (end != RunStatus.FAILED && end != RunStatus.TERMINATED) {
                    assertRetryIsRefused(run);
                    return;
                }
                RunId retry = retry(run);
                compare(run, model); // the old run is what it was
                run = retry;
                model = model.retry();
            } else {
                command(random, run, model);
            }
            look(run, model);
        }
    }

    private RunId submit(String yaml) {
        done.add(yaml);
        return fixture.submit(yaml);
    }

    private RunId retry(RunId run) {
        done.add("retry " + run);
        return engine.submit(engine.retryOf(run));
    }

    /** B59: only a run that failed or was stopped can be retried. */
    private void assertRetryIsRefused(RunId run) {
        assertThatThrownBy(() -> engine.retryOf(run))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("only failed and terminated runs can be retried");
    }

    private void command(Random random, RunId run, ModelRun model) {
        switch (random.nextInt(8)) {
            case 0 -> stop(run, model, random.nextInt(3) == 0);
            case 1 -> {
                done.add("lose the engine");
                Ending ending = anEnding(random, run, model);
                close();
                if (random.nextBoolean()) {
                    end(ending, model);
                }
                open();
            }
            case 2 -> assertRetryIsRefused(run);
            default -> end(anEnding(random, run, model), model);
        }
    }

    private void stop(RunId run, ModelRun model, boolean force) {
        done.add("stop " + force);
        if (model.mayStop(force)) {
            engine.stop(run, force);
            model.stop(force);
        } else {
            assertThatThrownBy(() -> engine.stop(run, force)).isInstanceOf(MillraceException.class);
        }
    }

    /** How a running step will end. */
    private record Ending(String step, AttemptId attempt, int code) {}

    private Ending anEnding(Random random, RunId run, ModelRun model) {
        List<String> running = List.copyOf(model.running().keySet());
        String step = running.get(random.nextInt(running.size()));
        int node = store.queries().node(run, step).orElseThrow().node();
        int attempt = Optional.ofNullable(model.running().get(step)).orElseThrow();
        return new Ending(step, new AttemptId(run, node, attempt), random.nextInt(3) == 0 ? 7 : 0);
    }

    private void end(Ending ending, ModelRun model) {
        done.add("%s ends with %d".formatted(ending.step(), ending.code()));
        processes.end(ending.attempt(), ending.code());
        model.ended(ending.step(), ending.code());
    }

    /** Waits until the store shows what the model says, and checks what nobody may ever see. */
    private void look(RunId run, ModelRun model) {
        model.look(compare(run, model));
        assertThat(processes.running())
                .as("processes")
                .isEqualTo(model.running().size());
        assertThat(processes.faults()).isEmpty();
    }

    private List<NodeRow> compare(RunId run, ModelRun model) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    RunStatus status =
                            store.queries().run(run).orElseThrow().row().status();
                    assertThat(model.differences(status, store.queries().nodes(run)))
                            .as(String.join("\n", done))
                            .isEmpty();
                });
        List<NodeRow> rows = store.queries().nodes(run);
        RunState rebuilt = engine.state(run);
        assertThat(rebuilt.status()).isEqualTo(model.status());
        assertThat(rebuilt.nodes().stream().map(NodeRun::status))
                .as("the state that the events give")
                .isEqualTo(rows.stream().map(NodeRow::status).toList());
        return rows;
    }
}
