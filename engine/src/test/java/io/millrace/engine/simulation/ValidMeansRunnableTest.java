package io.millrace.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.StorageRoot;
import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.property.GeneratedPipelines;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What validates never fails because of its definition. Every process succeeds, so that a node can fail for what it reads
 * at run time only: a value that does not fit its condition, a loop or a type. {@code -Dmillrace.documents=100000} tries
 * more documents, {@code -Dmillrace.seed=7} one alone.
 */
class ValidMeansRunnableTest {
    private static final long DOCUMENTS = Long.getLong("millrace.documents", 2_000);

    /** Failures for values that exist only when the run does. */
    private static final Pattern OF_VALUES = Pattern.compile("^(cannot loop over |condition '|artifact '.*' stands for "
            + "|reused from |the run would have more than )");

    @Test
    void aGeneratedDocumentRuns() {
        each(GeneratedPipelines::valid);
    }

    @Test
    void aSpoiledDocumentThatStillValidatesRuns() {
        each(GeneratedPipelines::spoiled);
    }

    private static void each(LongFunction<String> document) {
        Optional<Long> only = Optional.ofNullable(Long.getLong("millrace.seed"));
        only.map(LongStream::of).orElseGet(() -> LongStream.range(0, DOCUMENTS)).forEach(seed -> {
            String text = document.apply(seed);
            Compiled compiled = PipelineCompiler.compile(new SourceText("p.yaml", text), CompileRequest.PLAIN);
            try {
                compiled.plan().ifPresent(ValidMeansRunnableTest::run);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dmillrace.seed=%d%n%s".formatted(seed, text), e);
            }
        });
    }

    private static void run(Plan plan) {
        World world =
                new World(input(plan), 10, (path, attempt, spec) -> Behaviour.ok(1), new Lists(), World.Hazards.NONE);
        world.submit(List.of()).play();
        for (NodeRun node : world.run().nodes()) {
            boolean ownFailure =
                    node.status() == NodeStatus.FAILED && !node.message().contains("in it failed");
            if (ownFailure) {
                assertThat(node.message()).as(node.path()).containsPattern(OF_VALUES);
            }
        }
    }

    private static RunInput input(Plan plan) {
        Map<String, StorageRoot> storages = new HashMap<>();
        plan.mainFs().ifPresent(mount -> add(storages, mount));
        plan.postProcess().ifPresent(post -> add(storages, post));
        add(storages, plan.root());
        return new RunInput(
                new RunId(1),
                plan,
                "root",
                new RunOrigin("generated", false),
                storages,
                RunLimits.DEFAULT,
                CacheStrategy.CONTENT);
    }

    private static void add(Map<String, StorageRoot> storages, PlanNode node) {
        switch (node) {
            case PlanStep step -> step.extraFs().forEach(mount -> add(storages, mount));
            case PlanDag dag -> dag.children().forEach(child -> add(storages, child));
        }
    }

    private static void add(Map<String, StorageRoot> storages, Mount mount) {
        storages.put(mount.storage(), new StorageRoot("/data", "/data"));
    }

    /** Every artifact is a list: a loop can go over it, a condition can read it. */
    private static final class Lists extends HashMap<String, FileContent> {
        private static final long serialVersionUID = 1L;

        @Override
        public FileContent getOrDefault(Object name, FileContent absent) {
            return new FileContent.Text("[1, 2]");
        }
    }
}
