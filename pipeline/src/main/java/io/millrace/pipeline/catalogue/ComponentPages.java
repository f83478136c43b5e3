package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;

/** 27xx to 29xx: components, post_process, disabled. */
final class ComponentPages {
    static final List<Page> PAGES = List.of(
            new Page(
                    Code.UNKNOWN_COMPONENT,
                    "`reference.component` names an entry of the top-level map `components`; children of those cannot be named.",
                    """
                    name: hello
                    components:
                      greet: {command: echo hello}
                    entry_points:
                      first: {reference: {component: great}}
                    """,
                    """
                    name: hello
                    components:
                      greet: {command: echo hello}
                    entry_points:
                      first: {reference: {component: greet}}
                    """),
            new Page(Code.REFERENCE_KEY, """
                    A step that references a component has only `deps`, `parameters`, `artifacts.input` and `reference`.
                    Everything else belongs into the component.
                    """, """
                    name: hello
                    components:
                      greet: {command: echo hello}
                    entry_points:
                      first: {reference: {component: greet}, env: {LANG: C}}
                    """, """
                    name: hello
                    components:
                      greet: {command: echo hello, env: {LANG: C}}
                    entry_points:
                      first: {reference: {component: greet}}
                    """),
            new Page(
                    Code.REFERENCE_PARAMETER,
                    "A reference can set the parameters that its component has, and no others.",
                    """
                    name: hello
                    components:
                      greet: {command: 'echo {{who}}', parameters: {who: world}}
                    entry_points:
                      first: {reference: {component: greet}, parameters: {whom: you}}
                    """,
                    """
                    name: hello
                    components:
                      greet: {command: 'echo {{who}}', parameters: {who: world}}
                    entry_points:
                      first: {reference: {component: greet}, parameters: {who: you}}
                    """),
            new Page(
                    Code.REFERENCE_INPUTS,
                    "A reference gives exactly the input artifacts that its component has: each one, and no others.",
                    """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    components:
                      count: {command: 'wc {{data}}', artifacts: {input: {data: ''}}}
                    entry_points:
                      prepare: {command: 'date > {{d}}', artifacts: {output: [d]}}
                      first: {reference: {component: count}, deps: prepare}
                    """,
                    """
                    name: hello
                    fs_options: {main_fs: {name: work}}
                    components:
                      count: {command: 'wc {{data}}', artifacts: {input: {data: ''}}}
                    entry_points:
                      prepare: {command: 'date > {{d}}', artifacts: {output: [d]}}
                      first: {reference: {component: count}, deps: prepare, artifacts: {input: {data: '{{prepare.d}}'}}}
                    """),
            new Page(
                    Code.COMPONENT_CYCLE,
                    "A component that contains itself, directly or through others, would never end.",
                    """
                    name: hello
                    components:
                      loop:
                        entry_points:
                          again: {reference: {component: loop}}
                    entry_points:
                      greet: {command: echo hello}
                    """,
                    """
                    name: hello
                    components:
                      loop:
                        entry_points:
                          once: {command: echo once}
                    entry_points:
                      greet: {reference: {component: loop}}
                    """),
            new Page(
                    Code.COMPONENT_DEPS,
                    "A top-level component stands for itself; the steps that reference it have the deps.",
                    """
                    name: hello
                    components:
                      first: {command: echo first}
                      second: {command: echo second, deps: first}
                    entry_points:
                      greet: {reference: {component: second}}
                    """,
                    """
                    name: hello
                    components:
                      first: {command: echo first}
                      second: {command: echo second}
                    entry_points:
                      hi: {reference: {component: first}}
                      greet: {reference: {component: second}, deps: hi}
                    """),
            new Page(Code.POST_PROCESS_COUNT, "`post_process` holds one step.", """
                    name: hello
                    entry_points:
                      greet: {command: echo hello}
                    post_process:
                      mail: {command: echo mail}
                      clean: {command: echo clean}
                    """, """
                    name: hello
                    entry_points:
                      greet: {command: echo hello}
                    post_process:
                      mail-and-clean: {command: echo mail; echo clean}
                    """),
            new Page(Code.POST_PROCESS_KEY, """
                    The post_process step runs whatever became of the others, so it cannot use anything of theirs: no deps,
                    no input artifacts, no condition, no loop, no cache. It may have output artifacts.
                    """, """
                    name: hello
                    entry_points:
                      greet: {command: echo hello}
                    post_process:
                      mail: {command: echo mail, condition: 1 > 0}
                    """, """
                    name: hello
                    entry_points:
                      greet: {command: echo hello}
                    post_process:
                      mail: {command: echo mail}
                    """),
            new Page(
                    Code.POST_PROCESS_NAME,
                    "Names of the post_process step and of the entry points stand side by side in a run, so they must differ.",
                    """
                    name: hello
                    entry_points:
                      greet: {command: echo hello}
                    post_process:
                      greet: {command: echo bye}
                    """,
                    """
                    name: hello
                    entry_points:
                      greet: {command: echo hello}
                    post_process:
                      say-goodbye: {command: echo bye}
                    """),
            new Page(Code.DISABLED_UNKNOWN, """
                    `disabled` lists nodes by their path from entry_points, children as `dag.child`, or the post_process
                    step by its name. Components themselves cannot be disabled, only the nodes that reference them.
                    """, """
                    name: hello
                    disabled: greet-all
                    entry_points:
                      greet: {command: echo hello}
                    """, """
                    name: hello
                    disabled: greet
                    entry_points:
                      greet: {command: echo hello}
                    """),
            new Page(
                    Code.DISABLED_TWICE,
                    "The same path stands twice in `disabled`; probably another one was meant.",
                    """
                    name: hello
                    disabled: greet, greet
                    entry_points:
                      greet: {command: echo hello}
                    """,
                    """
                    name: hello
                    disabled: greet
                    entry_points:
                      greet: {command: echo hello}
                    """),
            new Page(Code.DISABLED_IN_USE, """
                    Nodes that read parameters or artifacts of a disabled node would have nothing to read. Disable them too.
                    Nodes that merely depend on it run as if it had succeeded.
                    """, """
                    name: hello
                    disabled: prepare
                    entry_points:
                      prepare: {command: echo prepare, parameters: {rows: 1}}
                      train: {command: 'echo {{rows}}', deps: prepare, parameters: {rows: '{{prepare.rows}}'}}
                    """, """
                    name: hello
                    disabled: prepare, train
                    entry_points:
                      prepare: {command: echo prepare, parameters: {rows: 1}}
                      train: {command: 'echo {{rows}}', deps: prepare, parameters: {rows: '{{prepare.rows}}'}}
                    """));

    private ComponentPages() {}
}
