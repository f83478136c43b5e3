package io.millrace.cli;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRequestJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the artifacts of a run lie, for people: one line an artifact, the first few. */
final class OutputPaths {
    private static final int MOST = 10;
    private static final int PAGE = 1000;

    private OutputPaths() {}

    static List<String> of(Context context, RunQueries queries, RunId run) {
        Path root = root(queries, run);
        List<String> lines = new ArrayList<>();
        int after = -1;
        for (List<NodeRow> page = queries.nodes(run, after, PAGE);
                !page.isEmpty() && lines.size() <= MOST;
                page = queries.nodes(run, after, PAGE)) {
            for (NodeRow row : page) {
                if (row.kind() != NodeRow.Kind.DAG && row.status() == NodeStatus.SUCCEEDED) {
                    DetailJson.outputs(row)
                            .forEach((name, path) ->
                                    lines.add(row.path() + "." + name + "  " + shown(context, root.resolve(path))));
                }
            }
            after = page.getLast().node();
        }
        if (lines.size() > MOST) {
            List<String> first = new ArrayList<>(lines.subList(0, MOST));
            first.add("... `millrace runs show %s -o json` lists all".formatted(run));
            return first;
        }
        return lines;
    }

    private static Path root(RunQueries queries, RunId run) {
        NewRun created = queries.run(run).orElseThrow().created();
        return Optional.ofNullable(
                        RunRequestJson.read(created.request()).storages().get(created.storage()))
                .map(storage -> Path.of(storage.location()))
                .orElse(Path.of(""));
    }

    /** From the current folder where it lies below that, else from the root. */
    private static Path shown(Context context, Path path) {
        return path.startsWith(context.folder()) ? context.folder().relativize(path) : path;
    }
}
