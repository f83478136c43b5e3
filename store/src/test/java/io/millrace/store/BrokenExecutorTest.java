package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.Executor;
import io.millrace.engine.ExecutorListener;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor with a bug leaves no attempt without an end, and none that runs without somebody who wants it stopped. */
class BrokenExecutorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ONE_STEP = "{name: t, entry_points: {a: {command: x}}}";

    @TempDir
    private Path folder;

    /** Breaks at the first attempt of a step. */
    private record BreaksOnce(ExecutorListener listener) implements Executor {
        @Override
        public void start(AttemptId attempt, JobSpec job) {
            if (attempt.number() == 1) {
                throw new IllegalStateException("planted");
            }
            listener.ended(attempt, new Exit.Code(0), Instant.now());
        }

        @Override
        public void adopt(AttemptId attempt, JobSpec job) {
            throw new UnsupportedOperationException("nothing is left to adopt");
        }

        @Override
        public void stop(AttemptId attempt) {
            throw new UnsupportedOperationException("nothing is stopped");
        }

        @Override
        public void close() {}
    }

    /** Breaks the first times that it shall adopt an attempt, which ends well once it is adopted. */
    private record AdoptsLate(ExecutorListener listener, AtomicInteger wishes) implements Executor {
        @Override
        public void start(AttemptId attempt, JobSpec job) {
            listener.started(attempt, Instant.now());
        }

        @Override
        public void adopt(AttemptId attempt, JobSpec job) {
            if (wishes.getAndIncrement() < 2) {
                throw new IllegalStateException("planted");
            }
            listener.ended(attempt, new Exit.Code(0), Instant.now());
        }

        @Override
        public void stop(AttemptId attempt) {
            throw new UnsupportedOperationException("nothing is stopped");
        }

        @Override
        public void close() {}
    }

    /** Has an attempt that runs until it is stopped, and breaks the first times that it shall stop it. */
    private static final class StopsLate implements Executor {
        private final ExecutorListener listener;
        private final AtomicInteger wishes;

        StopsLate(ExecutorListener listener, AtomicInteger wishes) {
            this.listener = listener;
            this.wishes = wishes;
        }

        @Override
        public void start(AttemptId attempt, JobSpec job) {
            listener.started(attempt, Instant.now());
        }

        @Override
        public void adopt(AttemptId attempt, JobSpec job) {
            start(attempt, job);
        }

        @Override
        public void stop(AttemptId attempt) {
            if (wishes.getAndIncrement() < 2) {
                throw new IllegalStateException("planted");
            }
            listener.ended(attempt, new Exit.Code(143), Instant.now());
        }

        @Override
        public void close() {}
    }

    private RunRow end(String step) {
        try (var fixture = new EngineFixture(folder, BreaksOnce::new)) {
            return end(fixture, fixture.submit("{name: t, entry_points: {a: {command: x, %s}}}".formatted(step)));
        }
    }

    private static RunRow end(EngineFixture fixture, RunId run) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> row(fixture, run), row -> row.status().isFinal());
    }

    private static RunRow row(EngineFixture fixture, RunId run) {
        return fixture.store.queries().run(run).orElseThrow().row();
    }

    private static void awaitRunning(EngineFixture fixture, RunId run) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> fixture.store.queries().node(run, "a").map(NodeRow::status),
                        status -> status.equals(Optional.of(NodeStatus.RUNNING)));
    }

    @Test
    void aStopThatBreaksIsTriedAgain() {
        AtomicInteger wishes = new AtomicInteger();
        try (var fixture = new EngineFixture(folder, listener -> new StopsLate(listener, wishes))) {
            RunId run = fixture.submit(ONE_STEP);
            awaitRunning(fixture, run);
            fixture.engine.stop(run, false);
            assertThat(end(fixture, run).status()).isEqualTo(RunStatus.TERMINATED);
        }
        assertThat(wishes).hasValue(3);
    }

    @Test
    void aStopThatBrokeIsTheNextEnginesToo() {
        AtomicInteger wishes = new AtomicInteger();
        RunId run;
        try (var fixture = new EngineFixture(folder, listener -> new StopsLate(listener, wishes))) {
            run = fixture.submit(ONE_STEP);
            awaitRunning(fixture, run);
            wishes.set(-1_000_000);
            fixture.engine.stop(run, false);
            Awaitility.await().atMost(PATIENCE).until(() -> wishes.get() > -1_000_000);
            assertThat(row(fixture, run).status()).as("it still runs").isEqualTo(RunStatus.TERMINATING);
        }
        wishes.set(2);
        try (var fixture = new EngineFixture(folder, listener -> new StopsLate(listener, wishes))) {
            fixture.engine.recover();
            assertThat(end(fixture, run).status()).isEqualTo(RunStatus.TERMINATED);
        }
    }

    @Test
    void anAdoptionThatBreaksIsTriedAgainAndNothingStartsASecondTime() {
        AtomicInteger wishes = new AtomicInteger();
        RunId run;
        try (var fixture = new EngineFixture(folder, listener -> new AdoptsLate(listener, wishes))) {
            run = fixture.submit("{name: t, entry_points: {a: {command: x, retry: {max_attempts: 3}}}}");
            awaitRunning(fixture, run);
        }
        try (var fixture = new EngineFixture(folder, listener -> new AdoptsLate(listener, wishes))) {
            fixture.engine.recover();
            assertThat(end(fixture, run).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(fixture.store.queries().node(run, "a").map(NodeRow::attempts))
                    .contains(1);
        }
        assertThat(wishes).hasValue(3);
    }

    @Test
    void theAttemptFailsAndSaysWhy() {
        RunRow row = end("env: {A: b}");
        assertThat(row.status()).isEqualTo(RunStatus.FAILED);
        assertThat(row.message())
                .contains("internal error of the executor, please report it")
                .contains("planted");
    }

    @Test
    void theNextAttemptOfTheStepMayDo() {
        assertThat(end("retry: {max_attempts: 2, backoff: 1ms}").status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
