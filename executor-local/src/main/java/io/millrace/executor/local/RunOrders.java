package io.millrace.executor.local;

import io.millrace.engine.MillraceException;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.JobMount;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.SecretRef;
import io.millrace.pipeline.plan.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a job into the order that runs it, after making the folders it needs. */
final class RunOrders {
    /** Carries the name of the attempt, so that its processes can be told from all others. */
    static final String MARK = "MILLRACE_ATTEMPT";

    /** Linux takes no longer argument, its end mark included. */
    private static final int LONGEST_ARGUMENT = 128 * 1024 - 1;

    /** What a command left running gets between being asked and being forced to end. */
    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(2);

    private final LocalExecutorConfig config;
    private final AttemptFiles files;
    private final Map<String, String> settings = Launcher.settingsOfInterpreter();

    /** Whether the wrapper can limit the memory of a process. */
    private final boolean limits;

    @Nullable
    private ControlGroups groups;

    RunOrders(LocalExecutorConfig config, AttemptFiles files) {
        this.config = config;
        this.files = files;
        this.limits = List.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"))
                && "Linux".equals(System.getProperty("os.name"))
                && !config.without().contains("prlimit");
    }

    /** Whether an order for the job takes more than a look at a folder. */
    boolean takesTime(JobSpec job) {
        return !job.outputs().isEmpty() || config.sandbox().mayApplyTo(job.mounts());
    }

    /** The order for the attempt; the folders around its files and outputs exist when this returns. */
    byte[] orderFor(long ticket, AttemptId attempt, JobSpec job) throws RefusedException {
        try {
            Path folder = files.folder(attempt.run());
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            List<String> outputs = outputs(job);
            boolean boxed = config.sandbox().appliesTo(job.mounts());
            makeFolders(job);
            Order order = Order.of('R', ticket)
                    .with(files.base(attempt).toString())
                    .with(config.grace().toMillis())
                    .with(leftoverGrace())
                    .with(attempt.toString())
                    .with(boxed ? "/" : workDir(job))
                    .withAll(bonds(attempt, job, boxed))
                    .withAll(outputs)
                    .withAll(boxed ? sandboxed(attempt, job) : arguments(attempt, job));
            environment(attempt, job).forEach((name, value) -> order.with(name).with(value));
            return order.bytes();
        } catch (IOException e) {
            throw new RefusedException(e);
        }
    }

    /** Milliseconds. */
    long leftoverGrace() {
        Duration grace = config.grace();
        return (grace.compareTo(LEFTOVER_GRACE) < 0 ? grace : LEFTOVER_GRACE).toMillis();
    }

    private List<String> outputs(JobSpec job) throws IOException, RefusedException {
        if (job.outputs().isEmpty()) {
            return List.of();
        }
        JobMount main = mainMount(job)
                .orElseThrow(() -> new RefusedException("the job has outputs but no storage to put them in"));
        return OutputFolders.prepare(Path.of(main.location()), job.outputs());
    }

    /** Folders of storages that are to be mounted need not exist before. */
    private static void makeFolders(JobSpec job) throws IOException {
        for (JobMount mount : job.mounts()) {
            if (!mount.subPath().isEmpty() && !mount.readOnly()) {
                OutputFolders.make(Path.of(mount.location()), mount.subPath());
            }
        }
    }

    private List<String> bonds(AttemptId attempt, JobSpec job, boolean boxed) {
        if (!boxed && job.resources().equals(Resources.UNLIMITED)) {
            return List.of();
        }
        String name = "millrace-%08x-%s"
                .formatted(config.home().hashCode(), attempt.toString().replace('/', '-'));
        boolean network = !boxed || config.sandbox().network();
        return Bonds.of(name, boxed, network, job.resources(), groups(), limits);
    }

    private synchronized ControlGroups groups() {
        if (groups == null) {
            groups = config.without().contains("cgroup") ? ControlGroups.none() : ControlGroups.find();
        }
        return groups;
    }

    private List<String> sandboxed(AttemptId attempt, JobSpec job) throws IOException, RefusedException {
        return config.sandbox().around(arguments(attempt, job), job.mounts(), workDir(job));
    }

    private String workDir(JobSpec job) {
        return job.workDir()
                .or(() -> mainMount(job).map(JobMount::mountPath))
                .orElseGet(() -> Path.of("").toAbsolutePath().toString());
    }

    private static Optional<JobMount> mainMount(JobSpec job) {
        return job.mounts().stream().findFirst();
    }

    private List<String> arguments(AttemptId attempt, JobSpec job) throws IOException, RefusedException {
        noNul("the command", job.command());
        byte[] command = job.command().getBytes(StandardCharsets.UTF_8);
        if (command.length < LONGEST_ARGUMENT) {
            return List.of("/bin/sh", "-c", job.command());
        }
        Path script = files.script(attempt);
        Path aside = Files.createTempFile(script.getParent(), "script", ".new");
        Files.write(aside, command);
        Files.move(aside, script, StandardCopyOption.ATOMIC_MOVE);
        return List.of("/bin/sh", script.toString());
    }

    private Map<String, String> environment(AttemptId attempt, JobSpec job) throws RefusedException {
        Map<String, String> environment = new LinkedHashMap<>(settings);
        for (var variable : job.env().entrySet()) {
            String name = variable.getKey();
            if (name.isEmpty() || name.contains("=")) {
                throw new RefusedException("'" + name + "' cannot be the name of an environment variable");
            }
            noNul("the name of an environment variable", name);
            noNul("the environment variable " + name, variable.getValue());
            environment.put(name, variable.getValue());
        }
        for (var secret : job.secrets().entrySet()) {
            environment.put(secret.getKey(), revealed(secret.getValue()));
        }
        environment.put(MARK, files.base(attempt).toString());
        return environment;
    }

    private String revealed(SecretRef secret) throws RefusedException {
        try {
            String value = config.secrets().reveal(secret);
            noNul("the secret " + secret.name(), value);
            return value;
        } catch (MillraceException | StoreException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static void noNul(String what, String text) throws RefusedException {
        if (text.indexOf('\0') >= 0) {
            throw new RefusedException(what + " contains a NUL character");
        }
    }
}
