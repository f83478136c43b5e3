package io.millrace.executor.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Tests of attempts, whatever holds them: what is true for plain processes is true in a sandbox. */
abstract class ExecutorTest {
    /** How attempts run. */
    Sandbox sandbox() {
        return Sandbox.automatic();
    }

    final ExecutorFixture fixture(Path home) throws IOException {
        return fixture(LocalExecutorConfig.of(home).withGrace(Duration.ofSeconds(1)));
    }

    final ExecutorFixture fixture(LocalExecutorConfig config) throws IOException {
        return new ExecutorFixture(config.withSandbox(sandbox()));
    }
}
