package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.PlanBuilder.dag;
import static io.millrace.engine.simulation.PlanBuilder.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.Outcome;
import io.millrace.engine.core.RunCore;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StepRun;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.core.TimerId;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.FailureStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What single signals lead to, and that those which come late, twice or for somebody else lead to nothing. */
class SignalsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final RunId ID = new RunId(1);

    /** The step with the number 1: the outermost DAG has 0. */
    private static final int STEP = 1;

    private static final AttemptId FIRST = new AttemptId(ID, STEP, 1);
    private static final AttemptId SECOND = new AttemptId(ID, STEP, 2);
    private static final TimerId BACKOFF = new TimerId(FIRST, TimerId.Purpose.BACKOFF);
    private static final TimerId TIMEOUT = new TimerId(FIRST, TimerId.Purpose.TIMEOUT);

    private final RunState run = new RunState(new RunInput(
            ID,
            PlanBuilder.plan(
                    FailureStrategy.CONTINUE,
                    3,
                    Optional.empty(),
                    step("s").retry(2, PAUSE).timeout(LIMIT),
                    dag("d", step("inner"))),
            "root",
            new RunOrigin("signals", false),
            Map.of("main", new StorageRoot("/data", "/data")),
            RunLimits.DEFAULT,
            CacheStrategy.CONTENT));

    private Outcome on(Signal signal) {
        return RunCore.on(run, signal);
    }

    private static Signal submitted() {
        return new Signal.Submitted(List.of(), NOW);
    }

    private static Signal granted(AttemptId attempt) {
        return new Signal.SlotGranted(attempt, NOW);
    }

    private static Signal ended(AttemptId attempt, int code) {
        return new Signal.JobEnded(attempt, new Exit.Code(code), NOW);
    }

    private static Signal fired(TimerId timer) {
        return new Signal.TimerFired(timer, NOW);
    }

    private static Signal stopStep(int node) {
        return new Signal.StepStopRequested(node, NOW);
    }

    private static void assertNothing(Outcome outcome) {
        assertThat(outcome.events()).isEmpty();
        assertThat(outcome.commands()).isEmpty();
    }

    private NodeRun node() {
        return run.nodes().get(STEP);
    }

    private void startFirst() {
        on(submitted());
        on(granted(FIRST));
        on(new Signal.JobStarted(FIRST, NOW));
    }

    private void failFirst() {
        startFirst();
        on(ended(FIRST, 1));
    }

    /** What a fresh process would do with the run. */
    private List<Command> resumed() {
        return RunCore.resume(run, NOW).commands().stream()
                .filter(command -> !(command instanceof Command.RequestSlot(AttemptId attempt, var demand))
                        || attempt.node() == STEP)
                .toList();
    }

    @Test
    void aSlotForSomethingElseThanWhatIsWantedIsGivenBack() {
        on(submitted());
        Outcome wrong = on(granted(SECOND));
        assertThat(wrong.events()).isEmpty();
        assertThat(wrong.commands()).containsExactly(new Command.ReleaseSlot(SECOND));
        assertThat(on(granted(FIRST)).commands())
                .singleElement()
                .satisfies(start ->
                        assertThat(((Command.StartJob) start).attempt()).isEqualTo(FIRST));
        assertThat(on(granted(FIRST)).commands()).containsExactly(new Command.ReleaseSlot(FIRST));
    }

    @Test
    void aStoppedWishForASlotIsTakenBack() {
        on(submitted());
        assertThat(on(stopStep(STEP)).commands()).containsExactly(new Command.ReleaseSlot(FIRST));
        assertThat(node().status()).isEqualTo(NodeStatus.TERMINATED);
        assertThat(node().message()).isEqualTo("stopped before it began");
        assertThat(on(granted(FIRST)).commands()).containsExactly(new Command.ReleaseSlot(FIRST));
    }

    @Test
    void aStoppedStepIsStoppedOnceAndEndsWithItsJob() {
        startFirst();
        Outcome stop = on(stopStep(STEP));
        assertThat(stop.commands()).containsExactly(new Command.StopJob(FIRST));
        assertThat(node().status()).isEqualTo(NodeStatus.TERMINATING);
        assertNothing(on(stopStep(STEP)));
        assertThat(on(ended(FIRST, 143)).commands()).contains(new Command.ReleaseSlot(FIRST));
        assertThat(node().status()).isEqualTo(NodeStatus.TERMINATED);
        assertNothing(on(stopStep(STEP)));
    }

    @Test
    void aStopOfWhatIsNoStepChangesNothing() {
        startFirst();
        for (int number : new int[] {-1, 0, 2, run.nodes().size()}) {
            assertNothing(on(stopStep(number)));
        }
        assertThat(run.nodes().get(2).path()).as("a DAG").isEqualTo("d");
    }

    @Test
    void aStopOfTheFirstAndTheLastNodeThatThereIsCounts() {
        on(submitted());
        int last = run.nodes().size() - 1;
        assertThat(on(stopStep(last)).commands()).contains(new Command.ReleaseSlot(new AttemptId(ID, last, 1)));
    }

    @Test
    void aStopReachesEverythingThatRuns() {
        startFirst();
        assertThat(on(new Signal.StopRequested(false, NOW)).commands()).contains(new Command.StopJob(FIRST));
        assertNothing(on(new Signal.StopRequested(false, NOW)));
    }

    @Test
    void aStepBetweenTwoAttemptsIsStoppedAtOnce() {
        failFirst();
        on(stopStep(STEP));
        assertThat(node().status()).isEqualTo(NodeStatus.TERMINATED);
        assertThat(node().message()).isEqualTo("stopped between two attempts");
        assertNothing(on(fired(BACKOFF)));
    }

    @Test
    void timeIsMeasuredFromTheStartAndEndsTheJobOnce() {
        on(submitted());
        on(granted(FIRST));
        Instant start = NOW.plusSeconds(1);
        assertThat(on(new Signal.JobStarted(FIRST, start)).commands())
                .containsExactly(new Command.SetTimer(TIMEOUT, start.plus(LIMIT)));
        assertNothing(on(new Signal.JobStarted(FIRST, NOW.plusSeconds(2))));
        assertNothing(on(fired(new TimerId(SECOND, TimerId.Purpose.TIMEOUT))));
        assertThat(on(fired(TIMEOUT)).commands()).containsExactly(new Command.StopJob(FIRST));
        assertNothing(on(fired(TIMEOUT)));
    }

    @Test
    void aStepThatIsBeingStoppedDoesNotTimeOut() {
        startFirst();
        on(stopStep(STEP));
        assertNothing(on(fired(TIMEOUT)));
    }

    @Test
    void theNextAttemptBeginsWhenItsWaitIsOver() {
        startFirst();
        assertNothing(on(fired(BACKOFF)));
        assertThat(on(ended(FIRST, 1)).commands())
                .containsExactlyInAnyOrder(
                        new Command.ReleaseSlot(FIRST), new Command.SetTimer(BACKOFF, NOW.plus(PAUSE)));
        assertNothing(on(fired(new TimerId(SECOND, TimerId.Purpose.BACKOFF))));
        assertThat(on(fired(BACKOFF)).commands())
                .singleElement()
                .satisfies(wish ->
                        assertThat(((Command.RequestSlot) wish).attempt()).isEqualTo(SECOND));
        assertNothing(on(fired(BACKOFF)));
    }

    @Test
    void theEndOfAnotherAttemptIsNotThatOfThisOne() {
        startFirst();
        assertNothing(on(ended(SECOND, 0)));
        on(ended(FIRST, 1));
        assertNothing(on(ended(FIRST, 0)));
    }

    @Test
    void aRunThatIsTakenUpWantsWhatItWanted() {
        on(submitted());
        assertThat(resumed()).singleElement().isInstanceOf(Command.RequestSlot.class);
        on(granted(FIRST));
        assertThat(resumed()).singleElement().isInstanceOf(Command.AdoptJob.class);
        on(new Signal.JobStarted(FIRST, NOW));
        assertThat(resumed()).last().isEqualTo(new Command.SetTimer(TIMEOUT, NOW.plus(LIMIT)));
        on(ended(FIRST, 1));
        assertThat(resumed()).containsExactly(new Command.SetTimer(BACKOFF, NOW.plus(PAUSE)));
    }

    @Test
    void aRunThatIsTakenUpStopsWhatItWasStopping() {
        startFirst();
        on(stopStep(STEP));
        assertThat(resumed()).hasSize(2).last().isEqualTo(new Command.StopJob(FIRST));
    }

    @Test
    void aRunThatIsTakenUpStopsWhatTookTooLong() {
        startFirst();
        on(fired(TIMEOUT));
        assertThat(resumed()).hasSize(2).last().isEqualTo(new Command.StopJob(FIRST));
    }

    @Test
    void aRunThatHasEndedWantsNothing() {
        failFirst();
        on(stopStep(STEP));
        on(granted(new AttemptId(ID, 3, 1)));
        on(ended(new AttemptId(ID, 3, 1), 0));
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(resumed()).isEmpty();
        assertNothing(on(new Signal.StopRequested(true, NOW)));
        assertNothing(on(stopStep(STEP)));
    }

    @Test
    void itSaysWhatItWaitsForAndWhenItBegan() {
        on(submitted());
        StepRun step = (StepRun) node();
        assertThat(step.waiting()).isEqualTo("executor slots");
        assertThat(step.holdsPlace()).isTrue();
        on(granted(FIRST));
        assertThat(step.waiting()).isEmpty();
        assertThat(step.startedAt()).as("no process yet").isEmpty();
        on(new Signal.JobStarted(FIRST, NOW));
        assertThat(step.status()).isEqualTo(NodeStatus.RUNNING);
        on(ended(FIRST, 1));
        assertThat(step.waiting()).isEqualTo("backoff until " + NOW.plus(PAUSE));
        assertThat(step.lastExit()).contains(new Exit.Code(1));
        on(fired(BACKOFF));
        on(granted(SECOND));
        on(new Signal.JobStarted(SECOND, NOW.plusSeconds(4)));
        on(new Signal.JobEnded(SECOND, new Exit.Code(0), NOW.plusSeconds(5)));
        assertThat(step.startedAt()).as("its first process").contains(NOW);
        assertThat(step.endedAt()).contains(NOW.plusSeconds(5));
        assertThat(step.waiting()).isEmpty();
    }

    @Test
    void aProcessThatEndedBeforeItWasSeenBeganWhenItWasOrdered() {
        on(submitted());
        on(new Signal.SlotGranted(FIRST, NOW.plusSeconds(1)));
        on(new Signal.JobEnded(FIRST, new Exit.Code(0), NOW.plusSeconds(2)));
        assertThat(node().startedAt()).contains(NOW.plusSeconds(1));
    }

    @Test
    void whatNeverStartedHasNoStart() {
        on(submitted());
        on(granted(FIRST));
        on(new Signal.JobEnded(FIRST, new Exit.NotStarted("no room"), NOW));
        on(stopStep(STEP));
        assertThat(node().startedAt()).isEmpty();
        assertThat(node().endedAt()).contains(NOW);
    }

    @Test
    void aJobThatStartsWhileItIsBeingStoppedIsStillBeingStopped() {
        on(submitted());
        on(granted(FIRST));
        on(stopStep(STEP));
        on(new Signal.JobStarted(FIRST, NOW));
        assertThat(node().status()).isEqualTo(NodeStatus.TERMINATING);
    }

    @Test
    void newsOfWhatIsNoStepChangesNothing() {
        startFirst();
        for (int number : new int[] {-1, 0, run.nodes().size()}) {
            assertNothing(on(ended(new AttemptId(ID, number, 1), 0)));
        }
    }
}
