package io.millrace.client.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in Java means the same as what is written by hand. */
class PipelineTest {
    private static Plan plan(String yaml) {
        Compiled compiled = PipelineCompiler.compile(new SourceText("pipeline.yaml", yaml), CompileRequest.PLAIN);
        assertThat(compiled.errors()).as(yaml).isEmpty();
        return compiled.plan().orElseThrow();
    }

    private static void same(Pipeline written, String byHand) {
        assertThat(plan(written.yaml())).as(written.yaml()).isEqualTo(plan(byHand));
    }

    @Test
    void stepsHandArtifactsAndParametersOn() {
        Pipeline pipeline =
                Pipeline.named("first").mainStorage("work").image("alpine:3").parallelism(4);
        Step prepare = pipeline.step("prepare")
                .command("seq 1 {{rows}} > {{data}}")
                .parameter("rows", 10)
                .output("data");
        Step check = pipeline.step("check").command("echo checked");
        pipeline.step("count")
                .command("wc -l < {{data}}\necho {{rows}} {{word}} {{all}} {{rate}}\n")
                .input("data", prepare.artifact("data"))
                .parameter("rows", prepare.parameterOf("rows"))
                .parameter("word", "yes")
                .parameter("all", List.of(1, "a", List.of(2, 3)))
                .parameter("rate", ParameterType.FLOAT, 0.5)
                .env("MODE", "fast: \"no\" #1")
                .after(check);
        same(pipeline, """
            name: first
            docker_env: alpine:3
            parallelism: 4
            fs_options:
              main_fs: {name: work}
            entry_points:
              prepare:
                command: seq 1 {{rows}} > {{data}}
                parameters: {rows: 10}
                artifacts: {output: [data]}
              check: {command: echo checked}
              count:
                deps: prepare, check
                command: |
                  wc -l < {{data}}
                  echo {{rows}} {{word}} {{all}} {{rate}}
                parameters:
                  rows: "{{prepare.rows}}"
                  word: 'yes'
                  all: [1, a, [2, 3]]
                  rate: {type: float, default: 0.5}
                env: {MODE: 'fast: "no" #1'}
                artifacts: {input: {data: "{{prepare.data}}"}}
            """);
    }

    @Test
    void dagsHandThingsInAndOffer() {
        Pipeline pipeline =
                Pipeline.named("nested").mainStorage(MountedStorage.of("work").folder("sub"));
        Step fetch = pipeline.step("fetch").command("date > {{raw}}").output("raw");
        Dag work = pipeline.dag("work").parameter("rate", 0.1).input("raw", fetch.artifact("raw"));
        Step train = work.step("train")
                .command("echo {{rate}} | cat - {{raw}} > {{model}}")
                .parameter("rate", work.handedDown("rate"))
                .input("raw", work.handedIn("raw"))
                .output("model");
        work.output("model", train.artifact("model"));
        pipeline.step("use").command("cat {{model}}").input("model", work.artifact("model"));
        same(pipeline, """
            name: nested
            fs_options:
              main_fs: {name: work, sub_path: sub}
            entry_points:
              fetch:
                command: date > {{raw}}
                artifacts: {output: [raw]}
              work:
                deps: fetch
                parameters: {rate: 0.1}
                artifacts:
                  input: {raw: "{{fetch.raw}}"}
                  output: {model: "{{train.model}}"}
                entry_points:
                  train:
                    command: echo {{rate}} | cat - {{raw}} > {{model}}
                    parameters: {rate: "{{PF_PARENT.rate}}"}
                    artifacts:
                      input: {raw: "{{PF_PARENT.raw}}"}
                      output: [model]
              use:
                deps: work
                command: cat {{model}}
                artifacts: {input: {model: "{{work.model}}"}}
            """);
    }

    @Test
    void loopsConditionsComponentsAndAllTheOptions() {
        Pipeline pipeline = Pipeline.named("all")
                .mainStorage("work")
                .storage(MountedStorage.of("images").at("/data/images").toRead())
                .onFailure(FailureStrategy.CONTINUE)
                .disable("grid.cell")
                .cache(CacheOptions.ON
                        .keep(Duration.ofDays(1))
                        .by(CacheOptions.Strategy.CONSERVATIVE)
                        .watching("work", "src", "config.json"));
        Step count = pipeline.componentStep("count")
                .command("wc -w {{text}} > {{words}}")
                .parameter("rows", 10)
                .input("text")
                .output("words");
        Step write = pipeline.step("write").command("date > {{text}}").output("text");
        Step shortOne = pipeline.step("short", count).parameter("rows", 1).input("text", write.artifact("text"));
        pipeline.step("show").command("cat {{words}}").input("words", shortOne.artifact("words"));
        Dag grid = pipeline.dag("grid").loop(List.of("a", "b"));
        grid.step("cell")
                .command("echo {{row}}{{PF_LOOP_ARGUMENT}}")
                .loopOver("columns")
                .parameter("row", grid.element())
                .parameter("columns", List.of(1, 2));
        pipeline.step("publish")
                .when("{{accuracy}} >= 0.9")
                .command("echo publish")
                .parameter("accuracy", 0.93)
                .cache(CacheOptions.OFF)
                .retry(RetryOptions.attempts(3)
                        .waiting(Duration.ofMillis(1500), Duration.ofMinutes(1))
                        .on(75, 137))
                .timeout(Duration.ofHours(2))
                .resources(new Resources("500m", "4Gi", 1));
        pipeline.postProcess("tell").command("echo over");
        same(pipeline, """
            name: all
            fs_options:
              main_fs: {name: work}
              extra_fs:
                - {name: images, mount_path: /data/images, read_only: true}
            failure_options: {strategy: continue}
            disabled: grid.cell
            cache:
              enable: true
              max_expired_time: 86400
              strategy: conservative
              fs_scope:
                - {name: work, path: "src,config.json"}
            components:
              count:
                command: wc -w {{text}} > {{words}}
                parameters: {rows: 10}
                artifacts: {input: {text: ""}, output: [words]}
            entry_points:
              write:
                command: date > {{text}}
                artifacts: {output: [text]}
              short:
                deps: write
                reference: {component: count}
                parameters: {rows: 1}
                artifacts: {input: {text: "{{write.text}}"}}
              show:
                deps: short
                command: cat {{words}}
                artifacts: {input: {words: "{{short.words}}"}}
              grid:
                loop_argument: [a, b]
                entry_points:
                  cell:
                    loop_argument: "{{columns}}"
                    command: echo {{row}}{{PF_LOOP_ARGUMENT}}
                    parameters:
                      row: "{{PF_PARENT.PF_LOOP_ARGUMENT}}"
                      columns: [1, 2]
              publish:
                condition: "{{accuracy}} >= 0.9"
                command: echo publish
                parameters: {accuracy: 0.93}
                cache: {enable: false}
                retry: {max_attempts: 3, backoff: 1500ms, max_backoff: 1m, on: [75, 137]}
                timeout: 2h
                resources: {cpu: 500m, memory: 4Gi, gpu: 1}
            post_process:
              tell: {command: echo over}
            """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "true",
                "1e3",
                "012",
                "~",
                "",
                " ",
                "a: b",
                "a #b",
                "# a",
                "- a",
                "{a}",
                "it's \"so\"",
                "tab\there",
                "two\nlines",
                "two\nlines\n",
                "ends\n\n",
                "  indented\nfirst\n",
                "\n",
                "über 日本 😀",
                "back\\slash",
                "bell\u0007",
                "\u2028",
                "key: |",
                "@a",
                "%a",
                "&a *b !c",
                "trailing \nblank\n",
                "\ta\n"
            })
    void everyTextArrivesAsItIs(String text) {
        Pipeline pipeline = Pipeline.named("texts");
        pipeline.step("say").command(text);
        Pipeline env = Pipeline.named("texts");
        env.step("say").command("true").env("TEXT", text);
        assertThat(plan(pipeline.yaml()).root().children().toString()).contains(text);
        assertThat(plan(env.yaml()).root().children().toString()).contains(text);
    }

    @Test
    void whatCannotBeReachedIsRefusedWhereItIsWritten() {
        Pipeline pipeline = Pipeline.named("wrong");
        Dag dag = pipeline.dag("dag");
        Step inside = dag.step("inside").command("true").output("out");
        Step outside = pipeline.step("outside");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outside.input("in", inside.artifact("out")))
                .withMessageContaining("not beside each other");
        assertThatIllegalArgumentException().isThrownBy(() -> outside.after(inside));
        assertThatIllegalArgumentException().isThrownBy(() -> outside.input("in", dag.handedIn("x")));
        assertThatIllegalArgumentException().isThrownBy(() -> inside.artifact("other"));
        assertThatIllegalArgumentException().isThrownBy(() -> pipeline.step("outside"));
        assertThatIllegalArgumentException().isThrownBy(() -> pipeline.step("ref", inside));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dag.output("o", outside.output("p").artifact("p")));
    }
}
