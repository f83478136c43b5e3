package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.Executor;
import io.millrace.engine.ExecutorListener;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.RunRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor with a bug leaves no attempt without an end. */
class BrokenExecutorTest {
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

    private RunRow end(String step) {
        try (var fixture = new EngineFixture(folder, BreaksOnce::new)) {
            RunId run = fixture.submit("{name: t, entry_points: {a: {command: x, %s}}}".formatted(step));
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> fixture.store.queries().run(run).orElseThrow().row(),
                            row -> row.status().isFinal());
        }
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
