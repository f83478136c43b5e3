package io.millrace.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.QueueLimits;
import io.millrace.engine.RunStore;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.FileRequest;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import io.millrace.engine.simulation.PlanBuilder;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.FailureStrategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A bug in the rules ends one run, and no other is the worse for it. */
class BrokenRunTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RunId BROKEN = new RunId(1);
    private static final RunId OTHER = new RunId(2);

    private final List<AttemptId> started = new ArrayList<>();
    private final List<AttemptId> stopped = new ArrayList<>();
    private final List<RunRow> ends = new ArrayList<>();
    private final EngineLoop loop = new EngineLoop(
            new Forgetful(), new Noted(), new Slots(1, QueueLimits.NONE), new Ends(), () -> NOW, (tries, cause) -> {
                throw cause;
            });

    private void turn(Letter... letters) throws InterruptedException {
        assertThat(loop.turn(List.of(letters))).isTrue();
    }

    private static Letter begin(RunId run) {
        var plan = PlanBuilder.plan(FailureStrategy.FAIL_FAST, 1, Optional.empty(), PlanBuilder.step("s"));
        var input = new RunInput(
                run,
                plan,
                "root",
                new RunOrigin("broken", false),
                Map.of("main", new StorageRoot("/data", "/data")),
                RunLimits.DEFAULT,
                CacheStrategy.CONTENT);
        return new Letter.Begin(new RunState(input), new Signal.Submitted(List.of(), NOW));
    }

    /** No executor, file or cache sends this: it stands for a bug in the rules. */
    private static Letter nonsense() {
        FileRequest unknown = new FileRequest(99, -1, "x");
        return new Letter.News(BROKEN, new Signal.FileRead(unknown, new FileContent.Text(""), NOW));
    }

    @Test
    void whatRunsOfItKeepsItsSlotUntilItIsGone() throws Exception {
        turn(begin(BROKEN), begin(OTHER));
        AttemptId first = started.getFirst();
        turn(nonsense());
        assertThat(ends).singleElement().satisfies(row -> {
            assertThat(row.run()).isEqualTo(BROKEN);
            assertThat(row.status()).isEqualTo(RunStatus.FAILED);
            assertThat(row.message()).startsWith("internal error, please report it: ");
        });
        assertThat(stopped).containsExactly(first);
        assertThat(started).as("its process still runs").containsExactly(first);
        turn(new Letter.News(BROKEN, new Signal.JobEnded(first, new Exit.Code(143), NOW)));
        assertThat(started).hasSize(2).last().extracting(AttemptId::run).isEqualTo(OTHER);
    }

    @Test
    void whatWaitsOfItWaitsNoLonger() throws Exception {
        turn(begin(OTHER), begin(BROKEN));
        assertThat(loop.load(0).waiting()).isEqualTo(1);
        turn(nonsense());
        assertThat(loop.load(0).waiting()).isZero();
        assertThat(stopped).isEmpty();
    }

    private static final class Forgetful implements RunStore {
        @Override
        public RunId create(NewRun run) {
            throw new UnsupportedOperationException("the runs exist already");
        }

        @Override
        public void commit(Batch batch) {}
    }

    private final class Noted implements Commands {
        @Override
        public void perform(RunId run, Command command) {
            if (command instanceof Command.StartJob start) {
                started.add(start.attempt());
            }
            if (command instanceof Command.StopJob stop) {
                stopped.add(stop.attempt());
            }
        }

        @Override
        public void artifactsRecorded() {}

        @Override
        public void close() {}
    }

    private final class Ends implements EngineObserver {
        @Override
        public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {}

        @Override
        public void broken(RunRow row, RuntimeException bug) {
            ends.add(row);
        }

        @Override
        public void storeFailing(String message) {
            throw new AssertionError(message);
        }
    }
}
