package io.millrace.pipeline.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON form of a pipeline: the same language, with camel case beside snake case, and a few keys more. */
final class JsonFormTest {
    private static final String YAML = """
            name: both
            docker_env: img:1
            parallelism: 3
            failure_options: {strategy: continue}
            cache: {enable: true, max_expired_time: 60, fs_scope: [{name: work, path: /src}]}
            fs_options:
              main_fs: {name: work, mount_path: /work, sub_path: here}
              extra_fs: [{name: data, mount_path: /data, read_only: true}]
            components:
              c: {command: 'echo {{p}}', parameters: {p: 1}}
            entry_points:
              first:
                command: date > {{out}}
                docker_env: img:2
                artifacts: {output: [out]}
                extra_fs: [{name: more, sub_path: x}]
                retry: {max_attempts: 3, max_backoff: 1m}
              many:
                deps: first
                loop_argument: [1, 2.5, x]
                entry_points:
                  inner: {command: 'echo {{e}}', parameters: {e: '{{PF_PARENT.PF_LOOP_ARGUMENT}}'}}
              called: {reference: {component: c}, parameters: {p: 2}}
            post_process:
              mail: {command: echo done}
            """;

    private static final String JSON = """
            {"name": "both", "dockerEnv": "img:1", "parallelism": 3,
             "failureOptions": {"strategy": "continue"},
             "cache": {"enable": true, "maxExpiredTime": 60, "fsScope": [{"name": "work", "path": "/src"}]},
             "fsOptions": {
               "mainFS": {"name": "work", "mountPath": "/work", "subPath": "here"},
               "extraFS": [{"name": "data", "mountPath": "/data", "readOnly": true}]},
             "components": {"c": {"command": "echo {{p}}", "parameters": {"p": 1}}},
             "entryPoints": {
               "first": {
                 "command": "date > {{out}}", "dockerEnv": "img:2", "artifacts": {"output": ["out"]},
                 "extraFS": [{"name": "more", "subPath": "x"}], "retry": {"maxAttempts": 3, "maxBackoff": "1m"}},
               "many": {
                 "deps": "first", "loopArgument": [1, 2.5, "x"],
                 "entryPoints": {
                   "inner": {"command": "echo {{e}}", "parameters": {"e": "{{PF_PARENT.PF_LOOP_ARGUMENT}}"}}}},
               "called": {"reference": {"component": "c"}, "parameters": {"p": 2}}},
             "postProcess": {"mail": {"command": "echo done"}}}
            """;

    private static Compiled compile(String text, Notation notation) {
        return PipelineCompiler.compile(
                new SourceText("p." + notation, text), CompileRequest.PLAIN.withNotation(notation));
    }

    private static Plan plan(String text, Notation notation) {
        Compiled compiled = compile(text, notation);
        assertThat(compiled.errors().stream().map(Problem::render).collect(Collectors.joining()))
                .isEmpty();
        return compiled.plan().orElseThrow();
    }

    @Test
    void camelCaseSaysWhatSnakeCaseSays() {
        assertThat(plan(JSON, Notation.JSON)).isEqualTo(plan(YAML, Notation.YAML));
    }

    @Test
    void snakeCaseIsAllowedToo() {
        String snake = JSON.replace("dockerEnv", "docker_env")
                .replace("entryPoints", "entry_points")
                .replace("mainFS", "main_fs")
                .replace("loopArgument", "loop_argument");
        assertThat(plan(snake, Notation.JSON)).isEqualTo(plan(YAML, Notation.YAML));
    }

    @Test
    void yamlHasSnakeCaseOnly() {
        assertThat(compile(JSON, Notation.YAML).errors())
                .extracting(problem -> problem.code().id())
                .contains("MR1101");
    }

    /** Step's env, step's key, pipeline's env, pipeline's key: the nearest wins. */
    @ParameterizedTest(name = "queue is {4}")
    @CsvSource(delimiter = '|', textBlock = """
            "env": {"PF_JOB_QUEUE_NAME": "a"}, | "queue": "b", | "env": {"PF_JOB_QUEUE_NAME": "c"}, | "queue": "d", | a
                                               | "queue": "b", | "env": {"PF_JOB_QUEUE_NAME": "c"}, | "queue": "d", | b
                                               |               | "env": {"PF_JOB_QUEUE_NAME": "c"}, | "queue": "d", | c
                                               |               |                                      | "queue": "d", | d
            """)
    void queueComesFromTheNearestPlace(String stepEnv, String step, String pipelineEnv, String pipeline, String queue) {
        String json = "{\"name\": \"t\", %s %s \"entryPoints\": {\"s\": {%s %s \"command\": \"x\"}}}"
                .formatted(text(pipelineEnv), text(pipeline), text(stepEnv), text(step));
        PlanStep planned =
                (PlanStep) plan(json, Notation.JSON).root().children().getFirst();
        assertThat(texts(planned)).containsEntry("PF_JOB_QUEUE_NAME", queue);
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }

    private static Map<String, String> texts(PlanStep step) {
        return step.env().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue()
                                .resolve(reference -> {
                                    throw new AssertionError(reference);
                                })
                                .text()));
    }

    @Test
    void flavourAndJobTypeBecomeVariablesButNotForReferences() {
        Plan plan = plan("""
                {"name": "t", "flavour": "f1", "jobType": "single", "username": "u", "description": "d",
                 "components": {"c": {"command": "x"}},
                 "entryPoints": {"s": {"command": "x", "flavour": "f2"}, "r": {"reference": {"component": "c"}}}}
                """, Notation.JSON);
        assertThat(plan.root().children()).hasSize(2);
        assertThat(texts((PlanStep) plan.root().children().getFirst()))
                .isEqualTo(Map.of("PF_JOB_FLAVOUR", "f2", "PF_JOB_TYPE", "single"));
    }

    @Test
    void problemsHavePlacesAndAdviceWithoutEdits() {
        Problem problem = compile("{\"name\": \"t\",\n \"entryPoints\": {\"s\": {\"comand\": \"x\"}}}", Notation.JSON)
                .errors()
                .getFirst();
        assertThat(problem.headline()).startsWith("p.JSON:2:24: error MR1101: unknown key 'comand'");
        assertThat(problem.fix().orElseThrow().text()).isEqualTo("did you mean 'command'?");
        assertThat(problem.fix().orElseThrow().edits()).isEmpty();
    }
}
