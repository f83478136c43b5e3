package io.millrace.engine.core;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a step may say of its job in variables; looked at before the job begins, since templates may fill them. */
final class JobTerms {
    private static final String TYPE = "PF_JOB_TYPE";
    private static final String PRIORITY = "PF_JOB_PRIORITY";
    private static final Set<String> TYPES = Set.of("", "single", "vcjob");
    private static final Set<String> PRIORITIES = Set.of("", "low", "normal", "high");

    private JobTerms() {}

    /** What is wrong with them; empty: nothing. */
    static Optional<String> problem(RunState run, StepRun step) {
        if (!step.step.env().containsKey(TYPE) && !step.step.env().containsKey(PRIORITY)) {
            return Optional.empty();
        }
        Map<String, String> env = run.ownEnvOf(step);
        String type = env.getOrDefault(TYPE, "");
        if (!TYPES.contains(type)) {
            return Optional.of("%s is '%s'; jobs here are 'single'".formatted(TYPE, type));
        }
        String priority = env.getOrDefault(PRIORITY, "");
        if (!PRIORITIES.contains(priority.toLowerCase(Locale.ROOT))) {
            return Optional.of("%s is '%s'; it can be LOW, NORMAL or HIGH".formatted(PRIORITY, priority));
        }
        return Optional.empty();
    }
}
