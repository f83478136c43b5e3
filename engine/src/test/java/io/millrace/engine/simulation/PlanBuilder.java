package io.millrace.engine.simulation;

import io.millrace.pipeline.plan.ArtifactSource;
import io.millrace.pipeline.plan.CachePolicy;
import io.millrace.pipeline.plan.Condition;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanParameter;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.Resources;
import io.millrace.pipeline.plan.RetryPolicy;
import io.millrace.pipeline.plan.Template;
import io.millrace.pipeline.plan.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Plans in few words. {@code step("b").after("a")} needs a beside it; names only what a test is about. */
public final class PlanBuilder {
    private final NodeName name;
    private final List<PlanBuilder> children;
    private final List<NodeName> deps = new ArrayList<>();
    private final Map<String, PlanParameter> parameters = new LinkedHashMap<>();
    private final Map<String, ArtifactSource> inputs = new LinkedHashMap<>();
    private final Map<String, ArtifactSource.Node> dagOutputs = new LinkedHashMap<>();
    private final List<String> outputs = new ArrayList<>();
    private Optional<LoopArgument> loop = Optional.empty();
    private Optional<Condition> condition = Optional.empty();
    private boolean disabled;
    private CachePolicy cache = CachePolicy.OFF;
    private RetryPolicy retry = RetryPolicy.NONE;
    private Optional<Duration> timeout = Optional.empty();

    private PlanBuilder(String name, List<PlanBuilder> children) {
        this.name = new NodeName(name);
        this.children = children;
    }

    public static PlanBuilder step(String name) {
        return new PlanBuilder(name, List.of());
    }

    public static PlanBuilder dag(String name, PlanBuilder... children) {
        return new PlanBuilder(name, List.of(children));
    }

    public PlanBuilder after(String... names) {
        Arrays.stream(names).map(NodeName::new).forEach(deps::add);
        return this;
    }

    public PlanBuilder loop(Object... items) {
        loop = Optional.of(new LoopArgument.Known(
                Arrays.stream(items).map(PlanBuilder::value).toList(), true));
        return this;
    }

    public PlanBuilder loop(LoopArgument argument) {
        loop = Optional.of(argument);
        return this;
    }

    public PlanBuilder when(Condition wanted) {
        condition = Optional.of(wanted);
        return this;
    }

    public PlanBuilder disabled() {
        disabled = true;
        return this;
    }

    public PlanBuilder retry(int attempts, Duration backoff, Integer... on) {
        retry = new RetryPolicy(attempts, backoff, backoff.multipliedBy(4), new TreeSet<>(List.of(on)));
        return this;
    }

    public PlanBuilder timeout(Duration limit) {
        timeout = Optional.of(limit);
        return this;
    }

    public PlanBuilder output(String artifact) {
        outputs.add(artifact);
        return this;
    }

    public PlanBuilder output(String artifact, String child, String of) {
        dagOutputs.put(artifact, new ArtifactSource.Node(child, of));
        return this;
    }

    public PlanBuilder input(String artifact, String node, String of) {
        inputs.put(artifact, new ArtifactSource.Node(node, of));
        return this;
    }

    public PlanBuilder parameter(String parameter, Template.Part... parts) {
        parameters.put(parameter, new PlanParameter(new Template(List.of(parts)), Optional.empty()));
        return this;
    }

    static Value value(Object item) {
        return switch (item) {
            case Integer number -> new Value.Int(number);
            case Long number -> new Value.Int(number);
            case Double number -> new Value.Real(number);
            default -> new Value.Text(item.toString());
        };
    }

    private PlanNode node() {
        var head = new PlanNode.Head(name, deps, parameters, inputs, loop, condition, disabled);
        return children.isEmpty()
                ? asStep(head)
                : new PlanDag(head, children.stream().map(PlanBuilder::node).toList(), dagOutputs);
    }

    /** Its result may be reused. */
    public PlanBuilder cached() {
        cache = new CachePolicy(true, -1, Optional.empty(), List.of());
        return this;
    }

    private PlanStep asStep(PlanNode.Head head) {
        return new PlanStep(
                head,
                Template.of("true"),
                Map.of(),
                "",
                outputs,
                List.of(),
                cache,
                retry,
                timeout,
                Resources.UNLIMITED);
    }

    /** A plan of these entry points, with a main storage. */
    public static Plan plan(
            FailureStrategy strategy, int parallelism, Optional<PlanBuilder> post, PlanBuilder... entry) {
        var head = new PlanNode.Head(
                new NodeName("entry"), List.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty(), false);
        var root = new PlanDag(head, Arrays.stream(entry).map(PlanBuilder::node).toList(), Map.of());
        return new Plan(
                "p",
                root,
                post.map(step -> (PlanStep) step.node()),
                parallelism,
                strategy,
                Optional.of(new Mount("main", "", "", false)),
                "");
    }
}
