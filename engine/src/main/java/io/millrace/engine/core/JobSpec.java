package io.millrace.engine.core;

import io.millrace.pipeline.plan.Resources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an executor has to run, every template replaced.
 *
 * @param jobId for people and the wire, {@code job-run-000001-train-1a2b3c4d}
 * @param command for {@code sh -c}; empty: nothing to do, exit code 0
 * @param env variables to add to the executor's own environment
 * @param secrets variables whose values only the executor knows
 * @param mounts storages of the job, the main one first
 * @param workDir path as the job sees it to start in; empty: the executor's choice
 * @param outputs output artifacts, as paths relative to the root of the main storage (the first mount); each is removed before the process starts and its
 *     parent folder made
 * @param image container image; empty text: none named
 */
public record JobSpec(
        String jobId,
        String stepName,
        String command,
        Map<String, String> env,
        Map<String, SecretRef> secrets,
        List<JobMount> mounts,
        Optional<String> workDir,
        List<String> outputs,
        String image,
        Resources resources) {
    public JobSpec {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        mounts = List.copyOf(mounts);
        outputs = List.copyOf(outputs);
    }
}
