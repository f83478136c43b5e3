package io.millrace.executor.local;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.JobMount;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.RunId;
import io.millrace.pipeline.plan.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs and names of attempts for tests. */
final class Jobs {
    private Jobs() {}

    static AttemptId attempt(int node) {
        return new AttemptId(new RunId(1), node, 1);
    }

    static JobSpec job(String command) {
        return job(command, Map.of());
    }

    static JobSpec job(String command, Map<String, String> env) {
        return job(command, env, List.of(), Optional.empty(), List.of());
    }

    static JobSpec inFolder(String command, String folder) {
        return job(command, Map.of(), List.of(), Optional.of(folder), List.of());
    }

    static JobSpec withOutputs(String command, Path root, String... outputs) {
        var main = new JobMount("main", root.toString(), "", root.toString(), false, false);
        return job(command, Map.of(), List.of(main), Optional.empty(), List.of(outputs));
    }

    /** Starts in the first of the mounts. */
    static JobSpec withMounts(String command, JobMount... mounts) {
        Path first = Path.of(mounts[0].mountPath());
        return job(command, Map.of(), List.of(mounts), Optional.of(first.toString()), List.of());
    }

    static JobSpec limited(String command, Resources resources) {
        return new JobSpec(
                "job", "step", command, Map.of(), Map.of(), List.of(), Optional.empty(), List.of(), "", resources);
    }

    private static JobSpec job(
            String command,
            Map<String, String> env,
            List<JobMount> mounts,
            Optional<String> workDir,
            List<String> outputs) {
        return new JobSpec("job", "step", command, env, Map.of(), mounts, workDir, outputs, "", Resources.UNLIMITED);
    }
}
