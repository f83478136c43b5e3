package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.RunQueries;
import io.millrace.engine.StoredInputs;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a retry of a run would do: a tree like that of the run, with every iteration that the run had and all nodes that it
 * never came to.
 *
 * @param nodes in the order of the definition, the post-process step last
 */
record RetryPlan(List<Fate> nodes) {
    /** Numbers of the outermost DAG and of what has no DAG around it, as {@link NodeRow} has them. */
    private static final int ROOT = 0;

    private static final int NONE = -1;

    /**
     * What becomes of a node iteration, or of several in a row that have the same in store.
     *
     * @param iteration the first one, from 0
     * @param count how many; more than one never began
     * @param kept whether the earlier result stands
     * @param why in plain words
     * @param inside of a DAG: what becomes of its nodes
     */
    record Fate(String name, int iteration, int count, boolean kept, String why, List<Fate> inside) {
        Fate {
            inside = List.copyOf(inside);
        }
    }

    static RetryPlan of(RunQueries queries, RunId id) {
        RunRecord run = queries.run(id)
                .orElseThrow(() -> new MillraceException(
                        Code.RUN_NOT_FOUND,
                        "there is no run %s; `millrace runs list` shows those there are".formatted(id)));
        RunStatus status = run.row().status();
        if (status != RunStatus.FAILED && status != RunStatus.TERMINATED) {
            throw new MillraceException(
                    Code.RUN_STATE,
                    "%s is %s; only failed and terminated runs can be retried".formatted(id, status.word()));
        }
        return new Maker(queries.nodes(id)).make(new StoredInputs().of(run).plan());
    }

    /** Where iterations of a node are: in which iteration of its DAG, under which name. */
    private record Place(int parent, String name) {}

    private static final class Maker {
        private final Map<Place, List<NodeRow>> rows;

        Maker(List<NodeRow> nodes) {
            this.rows = nodes.stream().collect(Collectors.groupingBy(node -> new Place(node.parent(), node.name())));
        }

        RetryPlan make(Plan plan) {
            List<Fate> fates = new ArrayList<>(inside(plan.root(), ROOT));
            plan.postProcess().ifPresent(post -> fates.addAll(iterations(post, NONE)));
            return new RetryPlan(List.copyOf(fates));
        }

        private List<Fate> inside(PlanDag dag, int number) {
            return dag.children().stream()
                    .flatMap(child -> iterations(child, number).stream())
                    .toList();
        }

        private List<Fate> iterations(PlanNode node, int parent) {
            List<NodeRow> begun =
                    rows.getOrDefault(new Place(parent, node.name().text()), List.of());
            return begun.isEmpty()
                    ? List.of(neverBegan(node))
                    : begun.stream().map(row -> begun(node, row)).toList();
        }

        private Fate begun(PlanNode node, NodeRow row) {
            List<Fate> inside = switch (node) {
                case PlanDag dag when row.status() != NodeStatus.SKIPPED -> inside(dag, row.node());
                case PlanDag skipped -> List.of();
                case PlanStep step -> List.of();
            };
            return new Fate(row.name(), row.iteration(), 1, isKept(row), why(row), inside);
        }

        /** Its iterations are alike, so they are one fate, however many there would be. */
        private static Fate neverBegan(PlanNode node) {
            Optional<LoopArgument> loop = node.head().loop();
            int count = loop.map(Maker::knownItems).orElse(1);
            String why = "it never began";
            if (node.head().disabled()) {
                return new Fate(node.name().text(), 0, 1, false, why + ", and is disabled", List.of());
            }
            List<Fate> inside = switch (node) {
                case PlanDag dag ->
                    dag.children().stream().map(Maker::neverBegan).toList();
                case PlanStep step -> List.of();
            };
            boolean isOpen = loop.filter(argument -> !(argument instanceof LoopArgument.Known))
                    .isPresent();
            return new Fate(
                    node.name().text(),
                    0,
                    count,
                    false,
                    isOpen ? why + "; it loops over what its list has then" : why,
                    inside);
        }

        private static int knownItems(LoopArgument loop) {
            return loop instanceof LoopArgument.Known known
                    ? Math.max(1, known.items().size())
                    : 1;
        }
    }

    private static boolean isKept(NodeRow node) {
        return node.kind() != NodeRow.Kind.POST_PROCESS
                && (node.status() == NodeStatus.SUCCEEDED || node.status() == NodeStatus.SKIPPED);
    }

    private static String why(NodeRow node) {
        if (node.kind() == NodeRow.Kind.POST_PROCESS) {
            return "the post-process step always runs again";
        }
        return switch (node.status()) {
            case SUCCEEDED -> "it succeeded in " + origin(node);
            case SKIPPED -> "it was skipped in " + origin(node);
            case FAILED -> "it failed" + because(node);
            case TERMINATED, CANCELLED -> "it was " + node.status().word() + because(node);
            case INIT, PENDING, RUNNING, TERMINATING ->
                throw new IllegalStateException(node.path() + " of an ended run is " + node.status());
        };
    }

    private static RunId origin(NodeRow node) {
        return node.keptFrom().orElse(node.run());
    }

    private static String because(NodeRow node) {
        return node.message().isEmpty() ? "" : ": " + node.message();
    }
}
