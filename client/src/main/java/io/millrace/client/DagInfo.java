package io.millrace.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One iteration of a DAG.
 *
 * @param id of this iteration
 * @param dagName the name in the pipeline
 * @param nodes what is inside, by name
 */
public record DagInfo(
        String id,
        String name,
        String dagName,
        String parentDagId,
        List<String> deps,
        Map<String, String> parameters,
        Map<String, String> inputs,
        Map<String, String> outputs,
        NodeStatus status,
        String statusWord,
        String message,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Map<String, List<NodeInfo>> nodes)
        implements NodeInfo {

    static DagInfo of(Fields dag) {
        return new DagInfo(
                dag.text("id"),
                dag.text("name"),
                dag.text("dagName"),
                dag.text("parentDagID"),
                dag.names("deps"),
                dag.texts("parameters"),
                dag.object("artifacts").texts("input"),
                dag.object("artifacts").texts("output"),
                NodeStatus.of(dag.text("status")),
                dag.text("status"),
                dag.text("message"),
                dag.optionalTime("startTime"),
                dag.optionalTime("endTime"),
                NodeInfo.map(dag.object("entryPoints")));
    }
}
