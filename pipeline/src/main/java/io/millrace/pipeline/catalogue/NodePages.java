package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;

/** 21xx and 22xx: dependencies and parameters. */
final class NodePages {
    static final List<Page> PAGES = List.of(
            new Page(Code.UNKNOWN_DEP, """
                    `deps` names siblings: entries of the same `entry_points` map. A child of a DAG cannot depend on a
                    node outside, nor the other way round; let the DAGs themselves depend on each other.
                    """, """
                    name: hello
                    entry_points:
                      prepare: {command: echo prepare}
                      train: {command: echo train, deps: preprare}
                    """, """
                    name: hello
                    entry_points:
                      prepare: {command: echo prepare}
                      train: {command: echo train, deps: prepare}
                    """),
            new Page(
                    Code.DEP_CYCLE,
                    "Each of these waits for the next one, and the last for the first, so none could ever start.",
                    """
                    name: hello
                    entry_points:
                      a: {command: echo a, deps: b}
                      b: {command: echo b, deps: a}
                    """,
                    """
                    name: hello
                    entry_points:
                      a: {command: echo a}
                      b: {command: echo b, deps: a}
                    """),
            new Page(Code.MISSING_DEP, """
                    A step can only read parameters and artifacts of nodes that it names in its own `deps`. A dependency
                    of a dependency is not enough: the order would hang on something that others may change.
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      prepare:
                        command: date > {{data}}
                        artifacts: {output: [data]}
                      train:
                        command: wc {{data}}
                        artifacts: {input: {data: '{{prepare.data}}'}}
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      prepare:
                        command: date > {{data}}
                        artifacts: {output: [data]}
                      train:
                        deps: prepare
                        command: wc {{data}}
                        artifacts: {input: {data: '{{prepare.data}}'}}
                    """),
            new Page(Code.CONDITIONAL_DEP, """
                    A node with a condition may be skipped. Nodes that depend on it then run as if it had succeeded. That
                    may be what you want; if not, give them the same condition. A warning.
                    """, """
                    name: hello
                    entry_points:
                      clean: {command: echo clean, condition: '{{wanted}} == 1', parameters: {wanted: 1}}
                      train: {command: echo train, deps: clean}
                    """, """
                    name: hello
                    entry_points:
                      clean: {command: echo clean}
                      train: {command: echo train, deps: clean}
                    """),
            new Page(Code.PARAMETER_VALUE, """
                    A parameter is text, a number, or a list of those. Booleans and maps have no place in a command line;
                    write them as text. A map is allowed only as a typed parameter, with `type` and `default`.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo {{loud}}
                        parameters: {loud: true}
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo {{loud}}
                        parameters: {loud: 'true'}
                    """),
            new Page(Code.TYPED_PARAMETER, """
                    A typed parameter has a `type` (string, int, float, path or list) and a `default`, which cannot be
                    empty.
                    """, """
                    name: hello
                    entry_points:
                      train:
                        command: echo {{epochs}}
                        parameters: {epochs: {type: integer, default: 5}}
                    """, """
                    name: hello
                    entry_points:
                      train:
                        command: echo {{epochs}}
                        parameters: {epochs: {type: int, default: 5}}
                    """),
            new Page(Code.PARAMETER_TYPE, """
                    The value does not fit the type that the parameter declares. An int is a whole number, a float any
                    number, a path consists of letters, digits and `. / _ -`. Values from a command line are text; for
                    int and float their text must be a number. A template is followed as far as its value is known.
                    """, """
                    name: hello
                    entry_points:
                      train:
                        command: echo {{epochs}}
                        parameters: {epochs: {type: int, default: 2.5}}
                    """, """
                    name: hello
                    entry_points:
                      train:
                        command: echo {{epochs}}
                        parameters: {epochs: {type: float, default: 2.5}}
                    """),
            new Page(
                    Code.TEMPLATE_IN_LIST,
                    "Lists are taken as they stand; a template inside one would not be replaced. Use separate parameters.",
                    """
                    name: hello
                    entry_points:
                      greet:
                        command: echo {{names}}
                        parameters: {names: [world, '{{PF_USER_NAME}}']}
                    """,
                    """
                    name: hello
                    entry_points:
                      greet:
                        command: echo {{names}} {{user}}
                        parameters: {names: [world], user: '{{PF_USER_NAME}}'}
                    """));

    private NodePages() {}
}
