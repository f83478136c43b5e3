package io.millrace.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One iteration of a step or of a DAG in a run. */
public sealed interface NodeInfo permits JobInfo, DagInfo {
    /** The name at run time: that of the pipeline with the run before it and the iteration behind it. */
    String name();

    /** Id of the DAG around it. */
    String parentDagId();

    /** The siblings that it waits for. */
    List<String> deps();

    /** Values after templates were replaced. */
    Map<String, String> parameters();

    /** Paths of what it reads, by name; several are joined by commas. */
    Map<String, String> inputs();

    /** Paths of what it writes, by name. */
    Map<String, String> outputs();

    NodeStatus status();

    /** The status as the server sent it. */
    String statusWord();

    /** Why it is as it is; may be empty. */
    String message();

    Optional<Instant> startedAt();

    Optional<Instant> endedAt();

    /** A DAG has entry points, a step never. */
    private static NodeInfo of(Fields node) {
        return node.has("entryPoints") ? DagInfo.of(node) : JobInfo.of(node);
    }

    /** Iterations by name. Servers of the first generation send an object for each step rather than a list. */
    static Map<String, List<NodeInfo>> map(Fields nodes) {
        Map<String, List<NodeInfo>> map = new LinkedHashMap<>();
        nodes.json().properties().forEach(entry -> {
            List<NodeInfo> iterations = new ArrayList<>();
            if (entry.getValue().isObject()) {
                iterations.add(of(new Fields(entry.getValue(), nodes.times())));
            } else {
                entry.getValue().forEach(node -> iterations.add(of(new Fields(node, nodes.times()))));
            }
            map.put(entry.getKey(), List.copyOf(iterations));
        });
        return Collections.unmodifiableMap(map);
    }
}
