package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.PlanBuilder.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheAnswer;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.CachedResult;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobResult;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.Outcome;
import io.millrace.engine.core.RunCore;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StepRun;
import io.millrace.engine.core.StorageRoot;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.FailureStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a step asks the cache, what it does with the answers, and that each reservation is given back once. */
class CacheSignalsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RunId ID = new RunId(2);
    private static final RunId EARLIER = new RunId(1);
    private static final int STEP = 1;
    private static final AttemptId FIRST = new AttemptId(ID, STEP, 1);
    private static final CacheTicket TICKET = new CacheTicket(ID, STEP);
    private static final Command GIVEN_BACK = new Command.SettleCache(TICKET, Optional.empty());

    private final RunState run = new RunState(new RunInput(
            ID,
            PlanBuilder.plan(
                    FailureStrategy.CONTINUE, 3, Optional.empty(), step("s").cached(), step("other")),
            "root",
            new RunOrigin("signals", false),
            Map.of("main", new StorageRoot("/data", "/data")),
            RunLimits.DEFAULT,
            CacheStrategy.CONTENT));

    private Outcome on(Signal signal) {
        return RunCore.on(run, signal);
    }

    private Outcome answer(CacheAnswer answer) {
        return on(new Signal.CacheAnswered(STEP, answer, NOW));
    }

    private static CacheAnswer miss(String key) {
        return new CacheAnswer.Miss(key, "nothing like it");
    }

    private Outcome submit() {
        return on(new Signal.Submitted(List.of(), NOW));
    }

    private void start() {
        submit();
        answer(miss("k"));
        on(new Signal.SlotGranted(FIRST, NOW));
        on(new Signal.JobStarted(FIRST, NOW));
    }

    private Outcome end(int code) {
        return on(new Signal.JobEnded(FIRST, new Exit.Code(code), NOW.plusSeconds(5)));
    }

    private NodeRun node() {
        return run.nodes().get(STEP);
    }

    @Test
    void aStepThatMayBeReusedAsksBeforeItWantsASlot() {
        List<Command> commands = submit().commands();
        assertThat(commands)
                .filteredOn(Command.AskCache.class::isInstance)
                .singleElement()
                .satisfies(ask -> assertThat(((Command.AskCache) ask).ticket()).isEqualTo(TICKET));
        assertThat(commands)
                .filteredOn(Command.RequestSlot.class::isInstance)
                .as("only the other step wants one")
                .singleElement()
                .satisfies(wish -> assertThat(
                                ((Command.RequestSlot) wish).attempt().node())
                        .isEqualTo(2));
    }

    @Test
    void aHitIsItsEnd() {
        submit();
        CachedResult result = new CachedResult(
                7, EARLIER, "s", "job", NodeStatus.SUCCEEDED, Map.of(), Optional.of(NOW), Optional.of(NOW));
        Outcome hit = answer(new CacheAnswer.Hit(result));
        assertThat(hit.events()).contains(new RunEvent.CacheHit(STEP, result, NOW));
        assertThat(node().status()).isEqualTo(NodeStatus.SUCCEEDED);
        assertThat(node().message()).isEqualTo("reused from run-000001 s");
        assertThat(((StepRun) node()).isReused()).isTrue();
    }

    @Test
    void whoWaitsForAnotherSaysSoAndGoesOnWithTheNextAnswer() {
        submit();
        Outcome wait = answer(new CacheAnswer.Wait(EARLIER, "t"));
        assertThat(wait.events()).containsExactly(new RunEvent.CacheAwaited(STEP, EARLIER, "t", NOW));
        assertThat(wait.commands()).isEmpty();
        assertThat(answer(miss("k")).commands())
                .singleElement()
                .satisfies(wish ->
                        assertThat(((Command.RequestSlot) wish).attempt()).isEqualTo(FIRST));
    }

    @Test
    void whatCannotBeReusedRunsWithoutAReservation() {
        submit();
        answer(new CacheAnswer.Uncacheable("its inputs cannot be read"));
        on(new Signal.SlotGranted(FIRST, NOW));
        assertThat(end(0).commands()).doesNotHaveAnyElementsOfTypes(Command.SettleCache.class);
        assertThat(node().status()).isEqualTo(NodeStatus.SUCCEEDED);
    }

    @Test
    void theEndOfTheJobSettlesTheReservation() {
        start();
        List<Command> commands = end(0).commands();
        assertThat(commands)
                .filteredOn(Command.SettleCache.class::isInstance)
                .singleElement()
                .satisfies(command -> {
                    JobResult result = ((Command.SettleCache) command).result().orElseThrow();
                    assertThat(result.status()).isEqualTo(NodeStatus.SUCCEEDED);
                    assertThat(result.submittedAt()).isEqualTo(NOW);
                    assertThat(result.endedAt()).isEqualTo(NOW.plusSeconds(5));
                });
    }

    @Test
    void aFailureIsAResultAndAStopIsNone() {
        start();
        assertThat(end(3).commands())
                .filteredOn(Command.SettleCache.class::isInstance)
                .singleElement()
                .satisfies(command -> assertThat(((Command.SettleCache) command)
                                .result()
                                .orElseThrow()
                                .status())
                        .isEqualTo(NodeStatus.FAILED));
    }

    @Test
    void aStoppedJobGivesItsReservationBack() {
        start();
        on(new Signal.StepStopRequested(STEP, NOW));
        assertThat(end(143).commands()).contains(GIVEN_BACK);
    }

    @Test
    void aStepThatIsStoppedWhileItAsksTakesTheQuestionBack() {
        submit();
        assertThat(on(new Signal.StepStopRequested(STEP, NOW)).commands()).contains(GIVEN_BACK);
        assertThat(node().message()).isEqualTo("stopped before it began");
    }

    @Test
    void aReservationThatComesTooLateIsGivenBack() {
        submit();
        on(new Signal.StepStopRequested(STEP, NOW));
        assertThat(answer(miss("k")).commands()).containsExactly(GIVEN_BACK);
        assertThat(answer(new CacheAnswer.Wait(EARLIER, "t")).commands()).isEmpty();
    }

    @Test
    void theSameReservationAgainIsKeptAndAnotherIsGivenBack() {
        start();
        assertThat(answer(miss("k")).commands()).isEmpty();
        assertThat(answer(miss("other")).commands()).containsExactly(GIVEN_BACK);
    }

    @Test
    void whatIsReservedIsKnownUntilTheEnd() {
        submit();
        StepRun step = (StepRun) node();
        assertThat(step.asksCache()).isTrue();
        assertThat(run.reservations()).isEmpty();
        answer(miss("k"));
        assertThat(run.reservations()).singleElement().satisfies(held -> {
            assertThat(held.ticket()).isEqualTo(TICKET);
            assertThat(held.key()).isEqualTo("k");
        });
        assertThat(step.asksCache()).isTrue();
        on(new Signal.SlotGranted(FIRST, NOW));
        end(0);
        assertThat(run.reservations()).isEmpty();
        assertThat(step.asksCache()).isFalse();
        assertThat(step.isReused()).isFalse();
    }

    @Test
    void anAnswerForWhatIsNoStepOfTheRunIsGivenBack() {
        submit();
        for (int node : new int[] {-1, 0, run.nodes().size()}) {
            assertThat(on(new Signal.CacheAnswered(node, miss("k"), NOW)).commands())
                    .containsExactly(new Command.SettleCache(new CacheTicket(ID, node), Optional.empty()));
        }
    }

    @Test
    void itSaysWhatItWaitsFor() {
        submit();
        StepRun step = (StepRun) node();
        assertThat(step.waiting()).isEqualTo("cache");
        answer(new CacheAnswer.Wait(EARLIER, "t"));
        assertThat(step.waiting()).isEqualTo("cache reservation: run-000001 t");
        answer(miss("k"));
        assertThat(step.waiting()).isEqualTo("executor slots");
    }
}
