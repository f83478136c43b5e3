package io.millrace.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.RunStore;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunState;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventJson;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import io.millrace.engine.simulation.Invariants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** A store in memory that folds every event as it arrives and checks that rows and events tell the same. */
final class MemoryStore implements RunStore {
    private final Map<RunId, List<String>> events = new HashMap<>();
    private final Map<RunId, Invariants> folds = new HashMap<>();
    private final List<String> trace = new ArrayList<>();
    private final Runnable chanceOfLoss;
    private final BooleanSupplier refuses;

    MemoryStore(Runnable chanceOfLoss, BooleanSupplier refuses) {
        this.chanceOfLoss = chanceOfLoss;
        this.refuses = refuses;
    }

    void create(RunInput input) {
        events.put(input.run(), new ArrayList<>());
        folds.put(input.run(), new Invariants(input));
    }

    @Override
    public RunId create(NewRun run) {
        throw new UnsupportedOperationException("runs of a simulation exist before it begins");
    }

    @Override
    public void commit(Batch batch) {
        chanceOfLoss.run();
        if (refuses.getAsBoolean()) {
            throw new StoreException("the disk is full", new IllegalStateException("simulated"));
        }
        for (EventRow row : batch.events()) {
            List<String> stored = of(events, row.run());
            assertThat(row.sequence()).as("gap in the events of " + row.run()).isEqualTo(stored.size() + 1L);
            stored.add(row.event());
            trace.add(row.run() + " " + row.event());
            of(folds, row.run()).accept(EventJson.read(row.event()));
        }
        for (NodeRow row : batch.nodes()) {
            NodeRun node = fold(row.run()).nodes().get(row.node());
            assertThat(row.status()).as("row of " + row.path()).isEqualTo(node.status());
            assertThat(row.path()).isEqualTo(node.path());
        }
        for (RunRow row : batch.runs()) {
            assertThat(row.status())
                    .as("row of " + row.run())
                    .isEqualTo(fold(row.run()).status());
        }
        chanceOfLoss.run();
    }

    List<String> events(RunId run) {
        return of(events, run);
    }

    List<String> trace() {
        return trace;
    }

    RunState fold(RunId run) {
        return of(folds, run).run();
    }

    long liveAttempts() {
        return folds.values().stream().mapToLong(Invariants::liveAttempts).sum();
    }

    private static <V> V of(Map<RunId, V> map, RunId run) {
        return Objects.requireNonNull(map.get(run), run.toString());
    }
}
