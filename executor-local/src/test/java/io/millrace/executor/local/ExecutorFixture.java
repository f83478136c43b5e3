package io.millrace.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An executor on a home of its own, and a way to look at the processes of its attempts. */
final class ExecutorFixture implements AutoCloseable {
    private final LocalExecutorConfig config;
    private final AttemptFiles files;
    Recorder recorder = new Recorder();
    LocalExecutor executor;

    ExecutorFixture(Path home) throws IOException {
        this(LocalExecutorConfig.of(home).withGrace(Duration.ofSeconds(1)));
    }

    ExecutorFixture(LocalExecutorConfig config) throws IOException {
        this.config = config;
        this.files = new AttemptFiles(config.home());
        this.executor = new LocalExecutor(config, recorder);
    }

    /** Ends this executor and opens another one on the same home, as an upgrade of Millrace would. */
    void reopen() throws IOException {
        executor.close();
        recorder = new Recorder();
        executor = new LocalExecutor(config, recorder);
    }

    Exit run(AttemptId attempt, JobSpec job) {
        executor.start(attempt, job);
        return recorder.awaitEnd(attempt);
    }

    /** Starts the attempt and waits until its log has the text. */
    void startUntil(AttemptId attempt, JobSpec job, String text) {
        executor.start(attempt, job);
        awaitLog(attempt, text);
    }

    void awaitLog(AttemptId attempt, String text) {
        Awaitility.await("'" + text + "' in the log of " + attempt)
                .atMost(Recorder.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> log(attempt).contains(text));
    }

    String log(AttemptId attempt) {
        try {
            Path log = files.log(attempt);
            return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Confinement> confinement(AttemptId attempt) throws IOException {
        return Confinement.read(files.confinement(attempt));
    }

    Claim.Wrapper wrapper(AttemptId attempt) throws IOException {
        Optional<Claim> claim = new Records(files).claim(attempt);
        assertThat(claim).get().isInstanceOf(Claim.Wrapper.class);
        return (Claim.Wrapper) claim.orElseThrow();
    }

    /** Processes that carry the mark of the attempt, by their command lines; zombies have none. */
    List<String> processes(AttemptId attempt) {
        String mark = "\0" + RunOrders.MARK + "=" + files.base(attempt) + "\0";
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(ProcessHandle::pid)
                    .filter(pid -> ("\0" + read(pid, "environ") + "\0").contains(mark))
                    .map(pid -> pid + " " + read(pid, "cmdline").replace('\0', ' '))
                    .toList();
        }
    }

    static void kill(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static String read(long pid, String what) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/" + what)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
