"""What pipelines written in Python say as files."""

import textwrap
import unittest

from millrace.dsl import ELEMENT, PARENT_ELEMENT, Cache, Input, Output, Pipeline, Retry, Storage, step


@step
def count(text: Input, words: Output, least: int = 1, loud: bool = False):
    found = [word for word in open(text).read().split() if len(word) >= least]
    open(words, "w").write(str(len(found)))


def braces(text: Input):
    print({"a": {"b": 1}}, "{{%s}}" % text, "{{name}}")


class Files(unittest.TestCase):
    maxDiff = None

    def assert_yaml(self, expected, pipeline):
        self.assertEqual(textwrap.dedent(expected).lstrip(), pipeline.to_yaml())

    def test_steps_wired_by_reference_wait_for_each_other(self):
        pipeline = Pipeline("words", main_fs="work")
        write = pipeline.step("write", "date > {{text}}", outputs=["text"], parameters={"zone": "UTC"})
        pipeline.step(
            "show",
            "cat {{text}} # {{zone}}",
            inputs={"text": write.output("text")},
            parameters={"zone": write.parameter("zone")},
        )
        self.assert_yaml(
            """
            name: words
            fs_options:
              main_fs:
                name: work
            entry_points:
              write:
                parameters:
                  zone: UTC
                command: "date > {{text}}"
                artifacts:
                  output: [text]
              show:
                deps: write
                parameters:
                  zone: "{{write.zone}}"
                command: "cat {{text}} # {{zone}}"
                artifacts:
                  input:
                    text: "{{write.text}}"
            """,
            pipeline,
        )

    def test_options(self):
        pipeline = Pipeline(
            "options",
            docker_env="python:3.11",
            parallelism=3,
            failure_strategy="continue",
            disabled=["b", "c"],
            cache=Cache(max_expired_time=60, fs_scope=[("work", "src,data")], strategy="content"),
            main_fs=Storage("work", sub_path="project"),
            extra_fs=[Storage("images", mount_path="/images", read_only=True)],
        )
        a = pipeline.step(
            "a",
            "true",
            env={"SIZE": 3, "yes": "on"},
            docker_env="alpine",
            cache=Cache(enable=False),
            retry=Retry(3, "10s", "5m", [75]),
            timeout="2h",
            resources={"cpu": 2, "memory": "4Gi"},
        )
        pipeline.step("b", "true", after=[a])
        pipeline.post_process("bye", "echo bye")
        self.assert_yaml(
            """
            name: options
            docker_env: "python:3.11"
            parallelism: 3
            failure_options:
              strategy: continue
            disabled: "b, c"
            cache:
              enable: true
              max_expired_time: 60
              strategy: content
              fs_scope: [{name: work, path: "src,data"}]
            fs_options:
              main_fs:
                name: work
                sub_path: project
              extra_fs: [{name: images, mount_path: /images, read_only: true}]
            entry_points:
              a:
                command: "true"
                env:
                  SIZE: 3
                  "yes": "on"
                docker_env: alpine
                cache:
                  enable: false
                retry:
                  max_attempts: 3
                  backoff: "10s"
                  max_backoff: "5m"
                  "on": [75]
                timeout: "2h"
                resources:
                  cpu: 2
                  memory: "4Gi"
              b:
                deps: a
                command: "true"
            post_process:
              bye:
                command: echo bye
            """,
            pipeline,
        )

    def test_artifacts_reach_into_dags_and_out_of_them(self):
        pipeline = Pipeline("nested", main_fs="work")
        write = pipeline.step("write", "date > {{text}}", outputs=["text"])
        with pipeline.dag("outer", loop=[1, 2]) as outer:
            with outer.dag("inner") as inner:
                copy = inner.step(
                    "copy",
                    "cat {{text}} > {{copied}} # {{each}}",
                    inputs={"text": write.output("text")},
                    outputs=["copied"],
                    parameters={"each": PARENT_ELEMENT},
                )
        pipeline.step("show", "cat {{all}}", inputs={"all": copy.output("copied")})
        self.assert_yaml(
            """
            name: nested
            fs_options:
              main_fs:
                name: work
            entry_points:
              write:
                command: "date > {{text}}"
                artifacts:
                  output: [text]
              outer:
                deps: write
                loop_argument: [1, 2]
                artifacts:
                  input:
                    text: "{{write.text}}"
                  output:
                    copied: "{{inner.copied}}"
                entry_points:
                  inner:
                    artifacts:
                      input:
                        text: "{{PF_PARENT.text}}"
                      output:
                        copied: "{{copy.copied}}"
                    entry_points:
                      copy:
                        parameters:
                          each: "{{PF_PARENT.PF_LOOP_ARGUMENT}}"
                        command: "cat {{text}} > {{copied}} # {{each}}"
                        artifacts:
                          input:
                            text: "{{PF_PARENT.text}}"
                          output: [copied]
              show:
                deps: outer
                command: "cat {{all}}"
                artifacts:
                  input:
                    all: "{{outer.copied}}"
            """,
            pipeline,
        )

    def test_conditions_and_loops_take_what_they_need_from_others(self):
        pipeline = Pipeline("choices", main_fs="work")
        command = "echo 0.93 > {{accuracy}}"
        measure = pipeline.step("measure", command, outputs=["accuracy"], parameters={"mode": "full"})
        good = (measure.output("accuracy") >= 0.9) & ~(measure.parameter("mode") == "dry run")
        pipeline.step("publish", "echo publish", condition=good)
        pipeline.step("odd", "echo {{n}}", loop=[1, 2, 3], condition=ELEMENT != 2, parameters={"n": ELEMENT})
        pipeline.step("each", "echo $PF_LOOP_ARGUMENT", loop=measure.output("accuracy"), outputs=["Accuracy"])
        entries = pipeline.to_dict()["entry_points"]
        self.assertEqual("({{accuracy}} >= 0.9) && (!({{mode}} == 'dry run'))", entries["publish"]["condition"])
        self.assertEqual({"accuracy": "{{measure.accuracy}}"}, entries["publish"]["artifacts"]["input"])
        self.assertEqual({"mode": "{{measure.mode}}"}, entries["publish"]["parameters"])
        self.assertEqual("measure", entries["publish"]["deps"])
        self.assertEqual("{{PF_LOOP_ARGUMENT}} != 2", entries["odd"]["condition"])
        self.assertEqual("{{accuracy_2}}", entries["each"]["loop_argument"])

    def test_function_runs_as_a_command(self):
        with Pipeline("functions", main_fs="work") as pipeline:
            write = pipeline.step("write", "date > {{text}}", outputs=["text"])
            made = count(text=write.output("text"), least=3, _timeout="1m")
        self.assertEqual("count", made.name)
        self.assertEqual(
            {
                "deps": "write",
                "parameters": {"least": {"type": "int", "default": 3}, "loud": "false"},
                "command": textwrap.dedent(
                    """\
                    python3 - <<'END_OF_STEP'
                    from __future__ import annotations
                    import os

                    def count(text: Input, words: Output, least: int = 1, loud: bool = False):
                        found = [word for word in open(text).read().split() if len(word) >= least]
                        open(words, "w").write(str(len(found)))

                    count(
                        text=os.environ["PF_INPUT_ARTIFACT_TEXT"],
                        words=os.environ["PF_OUTPUT_ARTIFACT_WORDS"],
                        least=int(os.environ["ARG_least"]),
                        loud=os.environ["ARG_loud"] == "true",
                    )
                    END_OF_STEP"""
                ),
                "env": {"ARG_least": "{{least}}", "ARG_loud": "{{loud}}"},
                "artifacts": {"input": {"text": "{{write.text}}"}, "output": ["words"]},
                "timeout": "1m",
            },
            made.to_dict(),
        )


class Mistakes(unittest.TestCase):
    def setUp(self):
        self.pipeline = Pipeline("mistakes")
        self.write = self.pipeline.step("write", "date", outputs=["text"])

    def refused(self, kind, words, call):
        with self.assertRaises(kind) as refused:
            call()
        self.assertIn(words, str(refused.exception))

    def test_output_that_a_step_does_not_have(self):
        self.refused(ValueError, "write has no output 'txt', only: text", lambda: self.write.output("txt"))

    def test_name_twice(self):
        self.refused(ValueError, "a node 'write' already", lambda: self.pipeline.step("write", "true"))

    def test_condition_in_python(self):
        self.refused(TypeError, "join conditions with &", lambda: bool(self.write.output("text") == 1))

    def test_text_that_would_end_a_quote(self):
        condition = self.write.output("text") == "it's"
        self.refused(ValueError, "no quotes", lambda: self.pipeline.step("b", "true", condition=condition))

    def test_function_outside_a_pipeline(self):
        self.refused(RuntimeError, "with Pipeline", lambda: count(text=self.write.output("text")))

    def test_function_with_other_arguments(self):
        def call():
            with self.pipeline:
                count(txt=self.write.output("text"))

        self.refused(TypeError, "unknown argument 'txt'; missing argument 'text'", call)

    def test_double_braces_in_a_function(self):
        self.refused(ValueError, "braces: {{name}} would be read as a template", lambda: step(braces))

    def test_artifact_of_another_pipeline(self):
        other = Pipeline("other").step("a", "true", outputs=["x"])
        inputs = {"x": other.output("x")}
        self.refused(ValueError, "another pipeline", lambda: self.pipeline.step("b", "true", inputs=inputs))

    def test_annotation_that_is_no_kind_of_argument(self):
        def list_of(values: list):
            pass

        self.refused(TypeError, "use Input, Output, int, float, str or bool", lambda: step(list_of))


if __name__ == "__main__":
    unittest.main()
