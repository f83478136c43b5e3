package io.millrace.engine.core;

import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.Value;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is to know about a run: the fold of its events. Kept compact and changed in place, by {@link #apply}
 * alone; confined to the thread of the loop.
 */
public final class RunState {
    private static final int FAILURES_NAMED = 5;

    private final RunInput input;
    private final IdentityHashMap<PlanDag, DagShape> shapes = new IdentityHashMap<>();
    final List<NodeRun> nodes = new ArrayList<>();
    final ArrayDeque<StepRun> queue = new ArrayDeque<>();
    final Map<String, Kept> kept = new HashMap<>();

    /** Loop items of kept results by the run-time name of the first iteration. */
    final Map<String, List<Value>> keptItems = new HashMap<>();

    /** Run-time names of DAGs with kept results in them: they were entered before, whatever their condition reads. */
    final Set<String> keptAbove = new HashSet<>();

    final List<String> failures = new ArrayList<>();
    int failureCount;
    int placesInUse;
    private RunStatus status = RunStatus.INITIATING;
    private String message = "";
    boolean forced;
    private long sequence;

    @Nullable
    private StepRun post;

    @Nullable
    private Instant activatedAt;

    @Nullable
    private Instant endedAt;

    /** A run of which nothing happened yet. */
    public RunState(RunInput input) {
        this.input = input;
    }

    public RunInput input() {
        return input;
    }

    public RunId id() {
        return input.run();
    }

    public RunStatus status() {
        return status;
    }

    /** Why it is in this status, for people; may be empty. */
    public String message() {
        return message;
    }

    public Optional<Instant> activatedAt() {
        return Optional.ofNullable(activatedAt);
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** Events applied so far. */
    public long sequence() {
        return sequence;
    }

    /** Every node iteration that exists, by number. */
    public List<NodeRun> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The post-process step, once it exists. */
    public Optional<StepRun> post() {
        return Optional.ofNullable(post);
    }

    /** What an attempt of a step gets to run. */
    public JobSpec specOf(StepRun step) {
        return new JobSpecs(this).of(step);
    }

    /** The variables that the definition of a step sets, as an attempt of it gets them. */
    Map<String, String> ownEnvOf(StepRun step) {
        Bindings bindings = new Bindings(this);
        return new JobSpecs(this).ownEnv(step, bindings.parameters(step));
    }

    /** What the cache is asked about a step. */
    CacheQuestion cacheQuestionOf(StepRun step) {
        return new CacheQuestions(this).of(step);
    }

    /** The reservations under which steps of this run are running. */
    public List<Reservation> reservations() {
        List<Reservation> held = new ArrayList<>();
        for (NodeRun node : nodes) {
            if (node instanceof StepRun step && step.isOpen() && !step.cacheKey.isEmpty()) {
                held.add(new Reservation(new CacheTicket(id(), step.number), step.cacheKey, cacheQuestionOf(step)));
            }
        }
        return held;
    }

    /** Identity of a step's job on the wire. */
    public String jobIdOf(StepRun step) {
        return Names.job(id(), step);
    }

    DagRun root() {
        return dag(0);
    }

    boolean hasStarted() {
        return !nodes.isEmpty();
    }

    DagRun dag(int number) {
        return (DagRun) nodes.get(number);
    }

    /** The step that an attempt belongs to, when the attempt is the current one and has not ended. */
    Optional<StepRun> liveStep(AttemptId attempt) {
        return step(attempt).filter(step -> step.phase == StepPhase.ATTEMPTING && step.attempt == attempt.number());
    }

    Optional<StepRun> openStep(int node) {
        boolean known = node >= 0 && node < nodes.size();
        return known && nodes.get(node) instanceof StepRun step && step.isOpen() ? Optional.of(step) : Optional.empty();
    }

    Optional<StepRun> step(AttemptId attempt) {
        boolean known = attempt.node() >= 0 && attempt.node() < nodes.size();
        return known && nodes.get(attempt.node()) instanceof StepRun step ? Optional.of(step) : Optional.empty();
    }

    /** Adds a fact. Deterministic: the same events give the same state. */
    public void apply(RunEvent event) {
        sequence++;
        switch (event) {
            case RunEvent.ResultKept(Kept result, Instant at) -> takeOver(result);
            case RunEvent.RunStarted(Instant at) -> start(at);
            case RunEvent.NodeScheduled(int dag, int child, Optional<List<Value>> items, Instant at) ->
                schedule(dag(dag).groups[child], items);
            case RunEvent.NodeCancelled(int dag, int child, int count, String reason, Instant at) ->
                cancel(dag(dag).groups[child], count, reason, at);
            case RunEvent.PostScheduled(Instant at) -> createPost();
            case RunEvent.PostCancelled(String reason, Instant at) ->
                end(createPost(), NodeStatus.CANCELLED, reason, at);
            case RunEvent.DagEntered(int node, Instant at) -> enter(dag(node), at);
            case RunEvent.StepEntered(int node, RunEvent.Awaits awaits, Instant at) ->
                setPhase(
                        step(node),
                        switch (awaits) {
                            case FILES -> StepPhase.READING;
                            case CACHE -> StepPhase.CHECKING;
                            case SLOT -> StepPhase.ASKING;
                        });
            case RunEvent.AttemptBegan(int node, int attempt, Instant at) -> begin(step(node), attempt, at);
            case RunEvent.AttemptStarted(int node, int attempt, Instant at) -> started(step(node), at);
            case RunEvent.AttemptTimedOut(int node, int attempt, Instant at) -> step(node).timedOut = true;
            case RunEvent.AttemptEnded(int node, int attempt, Exit exit, Instant at) -> attemptEnded(step(node), exit);
            case RunEvent.RetryAwaited(int node, Instant due, Instant at) -> awaitRetry(step(node), due);
            case RunEvent.NodeKept(int node, Instant at) -> keep(nodes.get(node));
            case RunEvent.CacheAwaited(int node, RunId run, String path, Instant at) ->
                step(node).cacheLeader = run + " " + path;
            case RunEvent.CacheHit(int node, CachedResult result, Instant at) -> reuse(step(node), result);
            case RunEvent.CacheMissed(int node, String key, String reason, Instant at) -> {
                step(node).cacheLeader = "";
                step(node).cacheKey = key;
            }
            case RunEvent.NodeStopping(int node, Instant at) -> nodes.get(node).status = NodeStatus.TERMINATING;
            case RunEvent.NodeEnded(int node, NodeStatus end, String why, Instant at) ->
                end(nodes.get(node), end, why, at);
            case RunEvent.StopBegan(boolean force, Instant at) -> {
                status = RunStatus.TERMINATING;
                forced |= force;
            }
            case RunEvent.RunEnded(RunStatus end, String why, Instant at) -> {
                status = end;
                message = why;
                endedAt = at;
            }
        }
    }

    private StepRun step(int number) {
        return (StepRun) nodes.get(number);
    }

    private void takeOver(Kept result) {
        if (result.isResult()) {
            kept.put(result.path(), result);
        } else {
            keptAbove.add(result.path());
        }
        result.items().ifPresent(items -> keptItems.put(result.nodePath(), items));
    }

    private void start(Instant at) {
        status = RunStatus.RUNNING;
        activatedAt = at;
        populate(new Group(null, 0, input.plan().root()), 1);
    }

    private DagShape shapeOf(PlanDag dag) {
        return shapes.computeIfAbsent(dag, DagShape::new);
    }

    private void enter(DagRun dag, Instant at) {
        dag.status = NodeStatus.RUNNING;
        dag.startedAt = at;
        dag.contents = null;
        List<PlanNode> children = dag.dag.children();
        dag.groups = new Group[children.size()];
        for (int child = 0; child < dag.groups.length; child++) {
            dag.groups[child] = new Group(dag, child, children.get(child));
        }
        dag.openGroups = dag.groups.length;
    }

    private void schedule(Group group, Optional<List<Value>> items) {
        group.items = items.orElse(null);
        if (!group.node.head().disabled()) {
            try {
                group.parameters = new Bindings(this).parameters(group);
            } catch (UnresolvableException e) {
                group.parameters = Map.of(); // the node ends with this problem before anybody looks
            }
        }
        populate(group, items.map(List::size).orElse(1));
    }

    private void populate(Group group, int count) {
        group.state = group.isWaiting() ? Group.State.SCHEDULED : group.state;
        group.runs = new NodeRun[count];
        group.open = count;
        for (int iteration = 0; iteration < count; iteration++) {
            NodeRun node = create(group, iteration);
            group.runs[iteration] = node;
            nodes.add(node);
            if (node instanceof StepRun step) {
                queue.add(step);
            }
        }
    }

    private NodeRun create(Group group, int iteration) {
        return switch (group.node) {
            case PlanStep step ->
                new StepRun(nodes.size(), group, step, input.capacity().demandOf(step), iteration);
            case PlanDag dag -> new DagRun(nodes.size(), group, dag, shapeOf(dag), iteration);
        };
    }

    private StepRun createPost() {
        PlanStep plan = input.plan().postProcess().orElseThrow();
        Group group = new Group(null, 0, plan);
        schedule(group, Optional.empty());
        post = (StepRun) group.runs[0];
        return post;
    }

    private void cancel(Group group, int count, String reason, Instant at) {
        group.state = Group.State.CANCELLED;
        populate(group, count);
        for (NodeRun node : group.runs) {
            end(node, NodeStatus.CANCELLED, reason, at);
        }
    }

    private void begin(StepRun step, int attempt, Instant at) {
        setPhase(step, StepPhase.ATTEMPTING);
        step.attempt = attempt;
        step.attemptBeganAt = at;
        step.attemptStartedAt = null;
        step.timedOut = false;
        step.retryDue = null;
        step.status = NodeStatus.PENDING;
        step.message = "";
    }

    private static void started(StepRun step, Instant at) {
        step.attemptStartedAt = at;
        if (step.startedAt == null) {
            step.startedAt = at;
        }
        if (step.status == NodeStatus.PENDING) {
            step.status = NodeStatus.RUNNING;
        }
    }

    private void attemptEnded(StepRun step, Exit exit) {
        step.lastExit = exit;
        if (step.startedAt == null && exit instanceof Exit.Code) {
            step.startedAt = step.attemptBeganAt;
        }
        setPhase(step, StepPhase.BACKING_OFF);
    }

    private static void awaitRetry(StepRun step, Instant due) {
        step.retryDue = due;
        step.status = NodeStatus.PENDING;
    }

    private void keep(NodeRun node) {
        Kept result = kept.get(node.path());
        if (result == null) {
            throw new IllegalStateException(id() + " keeps no result for " + node.path());
        }
        node.kept = result;
        end(node, result.status(), "", result.endedAt().orElse(null));
        node.startedAt = result.startedAt().orElse(null);
    }

    private static void reuse(StepRun step, CachedResult result) {
        step.cacheLeader = "";
        step.reused = true;
        step.kept = new Kept(
                step.path(),
                step.group.runs[0].path(),
                result.status(),
                result.run(),
                result.jobId(),
                result.outputs(),
                Optional.empty(),
                result.startedAt(),
                result.endedAt());
    }

    /** Whether this end is a reason for the run to fail, and not what another such end has led to. */
    private boolean failsTheRun(NodeRun node, NodeStatus end) {
        if (node instanceof DagRun dag) {
            return end == NodeStatus.FAILED && dag.failed == 0 && dag.terminated == 0;
        }
        DagRun parent = node.group.parent;
        boolean asked = parent == null ? status() == RunStatus.TERMINATING : parent.status == NodeStatus.TERMINATING;
        return end == NodeStatus.FAILED || (end == NodeStatus.TERMINATED && !asked);
    }

    private void end(NodeRun node, NodeStatus end, String why, @Nullable Instant at) {
        if (node.status.isFinal()) {
            throw new IllegalStateException(id() + " " + node.path() + " is " + node.status + ", not " + end);
        }
        node.status = end;
        node.message = why;
        node.endedAt = at;
        node.contents = null;
        if (node instanceof StepRun step) {
            setPhase(step, StepPhase.DONE);
        }
        if (failsTheRun(node, end)) {
            failureCount++;
            if (failures.size() < FAILURES_NAMED) {
                failures.add(node.path() + ": " + why);
            }
        }
        tellGroup(node, end);
    }

    private static void tellGroup(NodeRun node, NodeStatus end) {
        Group group = node.group;
        group.open--;
        DagRun parent = group.parent;
        boolean well = end == NodeStatus.SUCCEEDED || end == NodeStatus.SKIPPED;
        if (!well) {
            group.bad++;
        }
        if (parent == null) {
            return;
        }
        switch (end) {
            case FAILED -> parent.failed++;
            case TERMINATED -> parent.terminated++;
            case CANCELLED -> parent.cancelled++;
            case SUCCEEDED, SKIPPED, INIT, PENDING, RUNNING, TERMINATING -> {}
        }
        if (group.open == 0) {
            parent.openGroups--;
        }
        if (group.endedWell()) {
            for (int dependent : parent.shape.dependents(group.position)) {
                parent.groups[dependent].unmetDeps--;
            }
        }
    }

    private void setPhase(StepRun step, StepPhase next) {
        placesInUse += (next.holdsPlace() ? 1 : 0) - (step.phase.holdsPlace() ? 1 : 0);
        step.phase = next;
    }
}
