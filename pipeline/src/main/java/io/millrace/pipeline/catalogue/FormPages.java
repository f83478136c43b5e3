package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;

/** 11xx: keys, types and names. */
final class FormPages {
    private static final String GOOD = """
            name: hello
            entry_points:
              greet:
                command: echo hello
            """;

    static final List<Page> PAGES = List.of(
            new Page(Code.UNKNOWN_KEY, """
                    Every map of the language has a fixed set of keys, so that a slip is found before a run and not after
                    it. `millrace schema` prints all of them for editors. In YAML keys are written in snake case.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        comand: echo hello
                    """, GOOD),
            new Page(Code.WRONG_TYPE, """
                    The value is of another kind than the key needs. Mind that YAML reads the unquoted words yes, no, on,
                    off, y and n as booleans and unquoted digits as numbers; quotes make text of them.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo $FLAG
                        env:
                          FLAG: yes
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo $FLAG
                        env:
                          FLAG: 'yes'
                    """),
            new Page(
                    Code.MISSING_KEY,
                    "A pipeline needs `name` and `entry_points`, a DAG needs `entry_points`, a retry `max_attempts`.",
                    """
                    entry_points:
                      greet:
                        command: echo hello
                    """,
                    GOOD),
            new Page(Code.BAD_CHOICE, "The key takes one of a few words.", """
                    name: hello
                    failure_options:
                      strategy: fail-fast
                    entry_points:
                      greet:
                        command: echo hello
                    """, """
                    name: hello
                    failure_options:
                      strategy: fail_fast
                    entry_points:
                      greet:
                        command: echo hello
                    """),
            new Page(Code.PIPELINE_NAME, """
                    A pipeline's name becomes part of the paths of its artifacts: a letter or underscore, then up to 127
                    letters, digits, underscores or hyphens.
                    """, """
                    name: hello world
                    entry_points:
                      greet:
                        command: echo hello
                    """, """
                    name: hello_world
                    entry_points:
                      greet:
                        command: echo hello
                    """),
            new Page(Code.NODE_NAME, """
                    Steps and DAGs are named with a letter, then up to 29 letters, digits or hyphens. Underscores are for
                    parameters, artifacts and environment variables.
                    """, """
                    name: hello
                    entry_points:
                      say_hello:
                        command: echo hello
                    """, """
                    name: hello
                    entry_points:
                      say-hello:
                        command: echo hello
                    """),
            new Page(Code.VARIABLE_NAME, """
                    Parameters, artifacts and environment variables are named with a letter or underscore, then up to 49
                    letters, digits or underscores.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo hello
                        parameters:
                          learning-rate: 0.1
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo hello
                        parameters:
                          learning_rate: 0.1
                    """),
            new Page(Code.NAMES_CLASH, """
                    Within one step or DAG, parameters, input artifacts and output artifacts share one space of names, and
                    their environment variables are written in upper case. So two names must differ in more than case.
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      train:
                        command: echo {{data}} > {{Data}}
                        parameters: {data: 1}
                        artifacts: {output: [Data]}
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      train:
                        command: echo {{data}} > {{model}}
                        parameters: {data: 1}
                        artifacts: {output: [model]}
                    """),
            new Page(
                    Code.NO_NODES,
                    "A pipeline and every DAG in it have at least one step; without any, there would be nothing to run.",
                    """
                    name: hello
                    entry_points: {}
                    """,
                    GOOD));

    private FormPages() {}
}
