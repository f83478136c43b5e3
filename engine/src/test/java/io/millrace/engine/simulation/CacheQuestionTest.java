package io.millrace.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.RunCore;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StorageRoot;
import io.millrace.pipeline.plan.CacheStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the cache is told about a step: what it is made of, by name and by value, and which files it reads and makes. */
class CacheQuestionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RunId ID = new RunId(1);
    private static final String PIPELINE = """
        name: t
        fs_options: {main_fs: {name: main}}
        entry_points:
          w: {command: make, artifacts: {output: [o]}}
          s:
            deps: w
            command: "use {{p}} {{i}} {{made}}"
            parameters: {p: 7}
            artifacts: {input: {i: "{{w.o}}"}, output: [made]}
            extra_fs: [{name: A, mount_path: /a}]
            cache: {enable: true, fs_scope: [{name: A, path: "/x"}]}
        """;

    private static CacheQuestion question(CacheStrategy strategy, boolean isRetry) {
        RunState run = new RunState(new RunInput(
                ID,
                Compiling.plan(PIPELINE),
                "ann",
                new RunOrigin("source", isRetry),
                Map.of("main", new StorageRoot("/data/main", "/data/main"), "A", new StorageRoot("/data/a", "/data/a")),
                RunLimits.DEFAULT,
                strategy));
        AttemptId first = new AttemptId(ID, 1, 1);
        RunCore.on(run, new Signal.Submitted(List.of(), NOW));
        RunCore.on(run, new Signal.SlotGranted(first, NOW));
        List<Command> commands = RunCore.on(run, new Signal.JobEnded(first, new Exit.Code(0), NOW))
                .commands();
        return commands.stream()
                .filter(Command.AskCache.class::isInstance)
                .map(ask -> ((Command.AskCache) ask).question())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDefinitionHasNamesAndWhatItMeansHasValues() {
        CacheQuestion question = question(CacheStrategy.CONTENT, false);
        String input =
                question.ingredients().inputs().getOrDefault("i", List.of()).getFirst();
        assertThat(question.ingredients().command()).isEqualTo("use {{p}} {{i}} {{made}}");
        assertThat(question.ingredients().resolvedCommand()).isEqualTo("use 7 /data/main/" + input + " {{made}}");
        assertThat(question.ingredients().parameters()).isEqualTo(Map.of("p", "7"));
    }

    @Test
    void filesAreNamedWithTheirStorage() {
        CacheQuestion question = question(CacheStrategy.CONTENT, false);
        String input =
                question.ingredients().inputs().getOrDefault("i", List.of()).getFirst();
        assertThat(input).startsWith(".pipeline/run-000001/t/w-0-").endsWith("/o");
        assertThat(question.inputs())
                .isEqualTo(Map.of("i", List.of(new CacheQuestion.Place("main", "/data/main", input))));
        assertThat(question.scope()).containsExactly(new CacheQuestion.Place("A", "/data/a", "/x"));
        assertThat(question.outputs())
                .hasSize(1)
                .hasEntrySatisfying(
                        "made",
                        path -> assertThat(path)
                                .startsWith(".pipeline/run-000001/t/s-0-")
                                .endsWith("/made"));
    }

    @Test
    void anEarlierFailureStandsOnlyWhereTheStrategyIsConservativeAndTheRunNoRetry() {
        assertThat(question(CacheStrategy.CONSERVATIVE, false).reusesFailures()).isTrue();
        assertThat(question(CacheStrategy.CONSERVATIVE, true).reusesFailures()).isFalse();
        assertThat(question(CacheStrategy.CONTENT, false).reusesFailures()).isFalse();
    }
}
