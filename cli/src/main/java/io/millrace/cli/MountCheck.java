package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.JobMount;
import io.millrace.engine.core.RunInput;
import io.millrace.executor.local.Sandbox;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.PlannedSteps;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses a run before it exists when a step asks for mount paths that this machine cannot give it. */
final class MountCheck {
    private MountCheck() {}

    /**
     * Looks at every step.
     *
     * @throws MillraceException with the step, the reason and the remedy
     */
    static void require(RunInput input, Sandbox sandbox) {
        Set<List<JobMount>> checked = new HashSet<>();
        for (PlannedSteps.Planned planned : PlannedSteps.of(input.plan())) {
            List<JobMount> mounts = Stream.concat(input.plan().mainFs().stream(), planned.step().extraFs().stream())
                    .map(mount -> mount(input, mount))
                    .toList();
            Optional<String> refusal = checked.add(mounts) ? sandbox.refusal(mounts) : Optional.empty();
            if (refusal.isPresent()) {
                throw new MillraceException(
                        Code.NOT_RUNNABLE, "step '%s' cannot run here: %s".formatted(planned.path(), refusal.get()));
            }
        }
    }

    private static JobMount mount(RunInput input, Mount mount) {
        return new JobMount(
                mount.storage(),
                input.storage(mount.storage()).location(),
                mount.subPath(),
                input.pathOf(mount),
                !mount.mountPath().isEmpty(),
                mount.readOnly());
    }
}
