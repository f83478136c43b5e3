package io.millrace.cli;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import java.util.ArrayList;
import java.util.List;

/** Reads the nodes of a run page by page. */
final class AllNodes {
    private static final int PAGE = 1000;

    private AllNodes() {}

    static List<NodeRow> of(RunQueries queries, RunId run) {
        List<NodeRow> nodes = new ArrayList<>();
        List<NodeRow> page = queries.nodes(run, -1, PAGE);
        while (!page.isEmpty()) {
            nodes.addAll(page);
            page = queries.nodes(run, page.getLast().node(), PAGE);
        }
        return nodes;
    }
}
