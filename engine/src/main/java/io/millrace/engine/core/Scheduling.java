package io.millrace.engine.core;

import io.millrace.engine.core.RunEvent.Awaits;
import io.millrace.pipeline.plan.Condition;
import io.millrace.pipeline.plan.ConditionException;
import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.LoopItems;
import io.millrace.pipeline.plan.SystemVariable;
import io.millrace.pipeline.plan.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From met dependencies to a step that asks for a slot: loops, conditions, the run's places. */
final class Scheduling {
    private static final int LOOP_FILE_LIMIT = 1 << 20;
    private static final int CONDITION_FILE_LIMIT = 1024;

    private Scheduling() {}

    static void enter(Turn turn, DagRun dag) {
        turn.record(dag, new RunEvent.DagEntered(dag.number, turn.at));
        scheduleReady(turn, dag);
    }

    static void scheduleReady(Turn turn, DagRun dag) {
        for (Group group : dag.groups) {
            scheduleWhenReady(turn, group);
        }
    }

    static void scheduleWhenReady(Turn turn, Group group) {
        if (group.unmetDeps == 0) {
            turn.later(() -> schedule(turn, group));
        }
    }

    private static void schedule(Turn turn, Group group) {
        if (!group.isWaiting() || group.parent == null || group.parent.status == NodeStatus.TERMINATING) {
            return;
        }
        if (group.node.head().disabled()) {
            skip(turn, group);
            return;
        }
        try {
            Map<String, Value> parameters = turn.bindings.parameters(group);
            Optional<LoopArgument> loop = group.node.head().loop();
            if (loop.isEmpty()) {
                create(turn, group, Optional.empty());
            } else {
                resolve(turn, group, loop.get(), parameters);
            }
        } catch (UnresolvableException | LoopItems.LoopException e) {
            fail(turn, group, Objects.requireNonNull(e.getMessage()));
        }
    }

    private static void skip(Turn turn, Group group) {
        Optional<List<Value>> items = group.node
                .head()
                .loop()
                .flatMap(loop -> loop instanceof LoopArgument.Known known
                                && !known.items().isEmpty()
                        ? Optional.of(known.items())
                        : Optional.empty());
        record(turn, group, items);
        for (NodeRun node : group.runs) {
            Endings.end(turn, node, NodeStatus.SKIPPED, "disabled");
        }
    }

    private static void resolve(Turn turn, Group group, LoopArgument loop, Map<String, Value> parameters)
            throws UnresolvableException, LoopItems.LoopException {
        Optional<List<Value>> earlier = keptItems(turn, group);
        if (earlier.isPresent()) {
            create(turn, group, earlier);
            return;
        }
        switch (loop) {
            case LoopArgument.Known known -> create(turn, group, Optional.of(known.items()));
            case LoopArgument.FromParameter(String name) -> {
                Value source = parameters.get(name);
                create(turn, group, Optional.of(LoopItems.of(source == null ? new Value.Text("") : source)));
            }
            case LoopArgument.FromArtifact(String name) ->
                read(turn, group, new FileRequest(parentNumber(group), group.position, name), LOOP_FILE_LIMIT);
        }
    }

    private static int parentNumber(Group group) {
        return Optional.ofNullable(group.parent).orElseThrow().number;
    }

    /** A loop whose iterations were partly kept goes over the same items again. */
    private static Optional<List<Value>> keptItems(Turn turn, Group group) {
        if (turn.run.kept.isEmpty() || group.parent == null) {
            return Optional.empty();
        }
        String above = group.parent.path();
        String first = above.isEmpty() ? group.node.name().text() : above + "." + group.node.name();
        return Optional.ofNullable(turn.run.keptItems.get(first));
    }

    private static void create(Turn turn, Group group, Optional<List<Value>> items) throws UnresolvableException {
        int count = items.map(List::size).orElse(1);
        int limit = turn.run.input().limits().nodes();
        if (turn.run.nodes.size() + count > limit) {
            throw new UnresolvableException(
                    "the run would have more than %d nodes; the setting limits.nodes raises that".formatted(limit));
        }
        if (count == 0) {
            createEmpty(turn, group);
            return;
        }
        for (Value item : items.orElse(List.of())) {
            turn.bindings.checkParameters(group, item);
        }
        record(turn, group, items);
        for (NodeRun node : group.runs) {
            begin(turn, node);
        }
    }

    private static void createEmpty(Turn turn, Group group) {
        record(turn, group, Optional.empty());
        NodeStatus end = turn.run.input().limits().emptyLoopFails() ? NodeStatus.FAILED : NodeStatus.SKIPPED;
        Endings.end(turn, group.runs[0], end, "loops over an empty list");
    }

    private static void fail(Turn turn, Group group, String why) {
        record(turn, group, Optional.empty());
        Endings.end(turn, group.runs[0], NodeStatus.FAILED, why);
    }

    private static void record(Turn turn, Group group, Optional<List<Value>> items) {
        turn.record(new RunEvent.NodeScheduled(parentNumber(group), group.position, items, turn.at));
        for (NodeRun node : group.runs) {
            turn.touch(node);
        }
    }

    /** A new iteration: an earlier result, a place in the queue, or a DAG to enter. */
    static void begin(Turn turn, NodeRun node) {
        Kept kept = turn.run.kept.isEmpty() ? null : turn.run.kept.get(node.path());
        switch (node) {
            case NodeRun any
            when kept != null && (any instanceof StepRun || kept.status() == NodeStatus.SKIPPED) -> {
                turn.record(node, new RunEvent.NodeKept(node.number, turn.at));
                Endings.settleLater(turn, node);
            }
            case DagRun dag when kept != null || turn.run.keptAbove.contains(dag.path()) -> enter(turn, dag);
            case DagRun dag -> decide(turn, dag);
            case StepRun step -> {} // waits in the queue since it exists
        }
    }

    /** Gives a free place of the run to the step that waits longest; false when there is no such pair. */
    static boolean fillPlace(Turn turn) {
        while (!turn.run.queue.isEmpty()
                && turn.run.placesInUse < turn.run.input().plan().parallelism()) {
            StepRun step = turn.run.queue.remove();
            if (step.phase == StepPhase.QUEUED && step.isOpen()) {
                decide(turn, step);
                return true;
            }
        }
        return false;
    }

    /** Goes on with a node as its condition says, or asks for the files that the condition names. */
    static void decide(Turn turn, NodeRun node) {
        Optional<Condition> condition = node.node().head().condition();
        if (condition.isEmpty()) {
            goOn(turn, node);
            return;
        }
        try {
            if (asksForFiles(turn, node, condition.get())) {
                return;
            }
            if (condition.get().holds(name -> text(turn, node, name))) {
                goOn(turn, node);
            } else {
                Endings.end(
                        turn,
                        node,
                        NodeStatus.SKIPPED,
                        "condition is false: " + condition.get().source());
            }
        } catch (ConditionException | UnresolvableException e) {
            Endings.end(
                    turn,
                    node,
                    NodeStatus.FAILED,
                    "condition '%s': %s".formatted(condition.get().source(), e.getMessage()));
        }
    }

    private static void goOn(Turn turn, NodeRun node) {
        switch (node) {
            case StepRun step -> Caching.askOrGoOn(turn, step);
            case DagRun dag -> enter(turn, dag);
        }
    }

    private static boolean asksForFiles(Turn turn, NodeRun node, Condition condition) throws UnresolvableException {
        boolean asked = false;
        for (String name : condition.references()) {
            boolean isFile = node.node().head().inputs().containsKey(name);
            if (isFile && !node.awaitedContents().containsKey(name)) {
                read(turn, node.group, new FileRequest(node.number, -1, name), CONDITION_FILE_LIMIT);
                asked = true;
            }
        }
        if (asked && node instanceof StepRun step && step.phase == StepPhase.QUEUED) {
            turn.record(step, new RunEvent.StepEntered(step.number, Awaits.FILES, turn.at));
        }
        return asked;
    }

    private static void read(Turn turn, Group group, FileRequest request, int limit) throws UnresolvableException {
        List<String> paths = turn.bindings.input(group, request.artifact());
        if (paths.size() != 1) {
            throw new UnresolvableException("artifact '%s' stands for %d files, and exactly one can be read here"
                    .formatted(request.artifact(), paths.size()));
        }
        String storage = turn.run.input().plan().mainFs().orElseThrow().storage();
        String location = turn.run.input().storage(storage).location();
        turn.command(new Command.ReadFile(request, location, paths.getFirst(), limit));
    }

    private static String text(Turn turn, NodeRun node, String name) {
        for (SystemVariable variable : SystemVariable.values()) {
            if (variable.name().equals(name)) {
                return turn.bindings.system(node, variable);
            }
        }
        Value parameter = turn.bindings.parameters(node).get(name);
        return parameter != null ? parameter.text() : node.awaitedContents().getOrDefault(name, "");
    }

    static void fileRead(Turn turn, FileRequest request, FileContent content) {
        if (request.child() < 0) {
            conditionFileRead(turn, turn.run.nodes.get(request.node()), request.artifact(), content);
        } else {
            loopFileRead(turn, turn.run.dag(request.node()).groups[request.child()], request.artifact(), content);
        }
    }

    private static void conditionFileRead(Turn turn, NodeRun node, String artifact, FileContent content) {
        boolean awaited = switch (node) {
            case StepRun step -> step.phase == StepPhase.READING;
            case DagRun dag -> dag.status == NodeStatus.INIT;
        };
        if (!awaited) {
            return;
        }
        switch (content) {
            case FileContent.Text(String text) -> {
                node.awaitedContents().put(artifact, text);
                if (hasAllContents(node)) {
                    decide(turn, node);
                }
            }
            case FileContent.Unreadable(String reason) ->
                Endings.end(
                        turn, node, NodeStatus.FAILED, "condition needs artifact '%s': %s".formatted(artifact, reason));
        }
    }

    private static boolean hasAllContents(NodeRun node) {
        return node.node().head().condition().orElseThrow().references().stream()
                .filter(node.node().head().inputs()::containsKey)
                .allMatch(node.awaitedContents()::containsKey);
    }

    private static void loopFileRead(Turn turn, Group group, String artifact, FileContent content) {
        if (!group.isWaiting() || group.parent == null || group.parent.status == NodeStatus.TERMINATING) {
            return;
        }
        try {
            switch (content) {
                case FileContent.Text(String text) ->
                    create(turn, group, Optional.of(LoopItems.of(new Value.Text(text))));
                case FileContent.Unreadable(String reason) ->
                    fail(turn, group, "loop needs artifact '%s': %s".formatted(artifact, reason));
            }
        } catch (UnresolvableException | LoopItems.LoopException e) {
            fail(turn, group, Objects.requireNonNull(e.getMessage()));
        }
    }
}
