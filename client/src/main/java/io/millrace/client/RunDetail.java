package io.millrace.client;

import io.millrace.client.pipeline.FailureStrategy;
import io.millrace.client.pipeline.MountedStorage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything there is to say about a run.
 *
 * @param info what lists show
 * @param entry the one entry point that was asked for; empty: all
 * @param parameters what the request set: texts, numbers and lists
 * @param yaml the pipeline as it was given
 * @param image of steps that name none; empty: none
 * @param disabled paths of the nodes that the request skips
 * @param failureStrategy empty for words of newer servers
 * @param mainStorage the storage that holds the artifacts
 * @param reusedBy ids of runs that reuse results of this one
 * @param nodes the entry points by name: an iteration each, in order of creation; names that have not begun are missing
 * @param postProcess the step for the end, once it exists
 */
public record RunDetail(
        RunInfo info,
        String entry,
        Map<String, Object> parameters,
        String yaml,
        String image,
        List<String> disabled,
        Optional<FailureStrategy> failureStrategy,
        Optional<MountedStorage> mainStorage,
        List<String> reusedBy,
        Map<String, List<NodeInfo>> nodes,
        Optional<JobInfo> postProcess) {

    static RunDetail of(Fields run) {
        Fields post = run.object("postProcess");
        return new RunDetail(
                RunInfo.of(run),
                run.text("entry"),
                run.has("parameters") ? run.values("parameters") : run.values("param"),
                run.text("runYaml"),
                run.firstText("dockerEnv", "imageUrl"),
                run.names("disabled"),
                FailureStrategy.of(run.object("failureOptions").text("strategy")),
                storage(run.object("fsOptions").object("mainFS")),
                run.names("runCachedIDs"),
                NodeInfo.map(run.object("runtime")),
                post.json().properties().stream()
                        .map(step -> JobInfo.of(new Fields(step.getValue(), run.times())))
                        .findFirst());
    }

    static Optional<MountedStorage> storage(Fields mount) {
        return mount.optional("name")
                .map(name -> new MountedStorage(
                        name, mount.text("mountPath"), mount.text("subPath"), mount.flag("readOnly")));
    }

    /** The id of the run. */
    public String id() {
        return info.id();
    }

    /** The status of the run. */
    public RunStatus status() {
        return info.status();
    }

    /**
     * All steps by their paths, as logs and explanations name them: {@code train}, {@code sweep-1.train-2}; the
     * post-process step comes last.
     */
    public Map<String, JobInfo> jobs() {
        Map<String, JobInfo> jobs = new LinkedHashMap<>();
        collect("", nodes, jobs);
        postProcess.ifPresent(step -> jobs.put(step.stepName(), step));
        return jobs;
    }

    /** The step with a path; empty when there is none, or it has not begun to exist. */
    public Optional<JobInfo> job(String path) {
        return Optional.ofNullable(jobs().get(path));
    }

    private static void collect(String prefix, Map<String, List<NodeInfo>> nodes, Map<String, JobInfo> jobs) {
        nodes.forEach((name, iterations) -> {
            List<NodeInfo> all = new ArrayList<>(iterations);
            for (int i = 0; i < all.size(); i++) {
                String path = prefix + name + (i == 0 ? "" : "-" + i);
                switch (all.get(i)) {
                    case JobInfo job -> jobs.put(path, job);
                    case DagInfo dag -> collect(path + ".", dag.nodes(), jobs);
                }
            }
        });
    }
}
