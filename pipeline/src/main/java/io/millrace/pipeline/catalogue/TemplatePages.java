package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;

/** 23xx and 24xx: templates and artifacts. */
final class TemplatePages {
    static final List<Page> PAGES = List.of(
            new Page(Code.UNKNOWN_NAME, """
                    The template names nothing that exists here. Names are case-sensitive. Only this form is a
                    template: a name, or two names with a dot between them, in double braces. Other text in braces stays as it is.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo {{nmae}}
                        parameters: {name: world}
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo {{name}}
                        parameters: {name: world}
                    """),
            new Page(Code.REFERENCE_NOT_ALLOWED, """
                    Each field can use only some references. Parameters reach other nodes: `{{node.parameter}}` of a node
                    in deps, `{{PF_PARENT.parameter}}` of the DAG around. Command, env and condition use what the node
                    itself has. Artifacts come in under `artifacts.input`.
                    """, """
                    name: hello
                    entry_points:
                      prepare: {command: echo prepare, parameters: {rows: 10}}
                      train: {command: 'echo {{prepare.rows}}', deps: prepare}
                    """, """
                    name: hello
                    entry_points:
                      prepare: {command: echo prepare, parameters: {rows: 10}}
                      train:
                        command: echo {{rows}}
                        deps: prepare
                        parameters: {rows: '{{prepare.rows}}'}
                    """),
            new Page(
                    Code.UNKNOWN_UPSTREAM,
                    "The name before the dot must be a sibling: a node in the same `entry_points` map.",
                    """
                    name: hello
                    entry_points:
                      prepare: {command: echo prepare, parameters: {rows: 10}}
                      train: {command: 'echo {{rows}}', deps: prepare, parameters: {rows: '{{prepair.rows}}'}}
                    """,
                    """
                    name: hello
                    entry_points:
                      prepare: {command: echo prepare, parameters: {rows: 10}}
                      train: {command: 'echo {{rows}}', deps: prepare, parameters: {rows: '{{prepare.rows}}'}}
                    """),
            new Page(
                    Code.NO_PARENT,
                    "`PF_PARENT` is the DAG around a node. Nodes at the top level have none, nor have top-level components.",
                    """
                    name: hello
                    entry_points:
                      train: {command: 'echo {{rows}}', parameters: {rows: '{{PF_PARENT.rows}}'}}
                    """,
                    """
                    name: hello
                    entry_points:
                      work:
                        parameters: {rows: 10}
                        entry_points:
                          train: {command: 'echo {{rows}}', parameters: {rows: '{{PF_PARENT.rows}}'}}
                    """),
            new Page(
                    Code.PARENT_DOES_NOT_LOOP,
                    "`{{PF_PARENT.PF_LOOP_ARGUMENT}}` is the element of the DAG around, which needs a `loop_argument`.",
                    """
                    name: hello
                    entry_points:
                      work:
                        entry_points:
                          train: {command: 'echo {{fold}}', parameters: {fold: '{{PF_PARENT.PF_LOOP_ARGUMENT}}'}}
                    """,
                    """
                    name: hello
                    entry_points:
                      work:
                        loop_argument: [1, 2, 3]
                        entry_points:
                          train: {command: 'echo {{fold}}', parameters: {fold: '{{PF_PARENT.PF_LOOP_ARGUMENT}}'}}
                    """),
            new Page(Code.LOOP_ARGUMENT_OF_OTHER, """
                    A node that loops has many elements, so `{{node.PF_LOOP_ARGUMENT}}` has no single value. To pair
                    elements, put both nodes into a DAG that loops.
                    """, """
                    name: hello
                    entry_points:
                      train: {command: echo train, loop_argument: [1, 2]}
                      test: {command: 'echo {{fold}}', deps: train, parameters: {fold: '{{train.PF_LOOP_ARGUMENT}}'}}
                    """, """
                    name: hello
                    entry_points:
                      work:
                        loop_argument: [1, 2]
                        entry_points:
                          train: {command: echo train}
                          test: {command: 'echo {{fold}}', deps: train, parameters: {fold: '{{PF_PARENT.PF_LOOP_ARGUMENT}}'}}
                    """),
            new Page(Code.LITERAL_BRACES, """
                    Text between braces with more than one dot is not a template and stays as it is. `PF_PARENT` reaches
                    one level only: hand values down through the parameters of each DAG. A warning.
                    """, """
                    name: hello
                    entry_points:
                      work:
                        parameters: {rows: 10}
                        entry_points:
                          inner:
                            entry_points:
                              train: {command: 'echo {{r}}', parameters: {r: '{{PF_PARENT.PF_PARENT.rows}}'}}
                    """, """
                    name: hello
                    entry_points:
                      work:
                        parameters: {rows: 10}
                        entry_points:
                          inner:
                            parameters: {rows: '{{PF_PARENT.rows}}'}
                            entry_points:
                              train: {command: 'echo {{r}}', parameters: {r: '{{PF_PARENT.rows}}'}}
                    """),
            new Page(Code.SECRET_PLACE, """
                    A secret stands in `env`, as the whole value of a variable. Everywhere else its value would be stored,
                    shown and become a part of texts in which it cannot be masked.
                    """, """
                    name: hello
                    entry_points:
                      push: {command: 'upload --token {{secret.UPLOAD_TOKEN}}'}
                    """, """
                    name: hello
                    entry_points:
                      push:
                        command: upload --token "$UPLOAD_TOKEN"
                        env: {UPLOAD_TOKEN: '{{secret.UPLOAD_TOKEN}}'}
                    """),
            new Page(Code.SECRET_UNKNOWN, """
                    A run is refused when one of its secrets does not exist where it is to run: neither as
                    `MILLRACE_SECRET_NAME` in the environment of Millrace, nor in the file `secrets` in its data folder,
                    for all or for the user who asks.
                    """),
            new Page(Code.NEEDS_STORAGE, """
                    Artifacts are files in a storage. `millrace run` takes the folder of the pipeline file when the
                    pipeline names no storage; a server needs `fs_options.main_fs` or a storage in the request.
                    """, """
                    name: hello
                    entry_points:
                      prepare: {command: 'date > {{data}}', artifacts: {output: [data]}}
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      prepare: {command: 'date > {{data}}', artifacts: {output: [data]}}
                    """),
            new Page(Code.ARTIFACT_FORM, """
                    An input artifact is exactly one template: `{{node.artifact}}` or `{{PF_PARENT.artifact}}`. An output
                    artifact of a DAG is exactly one `{{child.artifact}}`. Fixed paths are no artifacts: put them into
                    parameters or mount a storage.
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      train: {command: 'wc {{data}}', artifacts: {input: {data: data/train.csv}}}
                    """, """
                    name: hello
                    entry_points:
                      train: {command: 'wc {{data}}', parameters: {data: data/train.csv}}
                    """),
            new Page(Code.UNKNOWN_ARTIFACT, """
                    The node exists but has no such artifact. Inputs are made of the outputs of nodes in deps, or of the
                    inputs of the DAG around.
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      prepare: {command: 'date > {{data}}', artifacts: {output: [data]}}
                      train: {command: 'wc {{d}}', deps: prepare, artifacts: {input: {d: '{{prepare.date}}'}}}
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      prepare: {command: 'date > {{data}}', artifacts: {output: [data]}}
                      train: {command: 'wc {{d}}', deps: prepare, artifacts: {input: {d: '{{prepare.data}}'}}}
                    """),
            new Page(Code.CONDITIONAL_ARTIFACT, """
                    A node with a condition may be skipped, and then its artifacts do not exist. Move the condition to the
                    reader, or put both into a DAG with the condition.
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      prepare: {command: 'date > {{d}}', condition: '{{on}} == 1', parameters: {on: 1}, artifacts: {output: [d]}}
                      train: {command: 'wc {{d}}', deps: prepare, artifacts: {input: {d: '{{prepare.d}}'}}}
                    """, """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    entry_points:
                      work:
                        condition: '{{on}} == 1'
                        parameters: {on: 1}
                        entry_points:
                          prepare: {command: 'date > {{d}}', artifacts: {output: [d]}}
                          train: {command: 'wc {{d}}', deps: prepare, artifacts: {input: {d: '{{prepare.d}}'}}}
                    """));

    private TemplatePages() {}
}
