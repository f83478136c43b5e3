package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;

/** 34xx and 40xx: what a request asks for, and sizes. */
final class RequestPages {
    static final List<Page> PAGES = List.of(
            new Page(Code.OVERRIDE_UNKNOWN, """
                    `-p name=value` sets the parameter of that name on every step and DAG that declares it; at least one
                    must. Parameters that only a component declares do not count: declare them on the step that references
                    it.
                    """),
            new Page(Code.OVERRIDE_PATH, """
                    `-p step.name=value` sets one step's parameter, `-p dag.step.name=value` that of a child. Each part
                    before the last must exist, and all but the last two must be DAGs.
                    """),
            new Page(
                    Code.OVERRIDE_VALUE,
                    "A request gives parameters the values that a pipeline could: text, numbers or lists of those."),
            new Page(
                    Code.ENTRY_UNKNOWN,
                    "The entry to run must be a key of the top-level `entry_points`; what it depends on is run with it."),
            new Page(Code.TOO_MANY_NODES, """
                    Components inside components multiply, and so do loops inside loops. The limit on steps and DAGs keeps
                    one file from filling the machine; the setting `pipeline.max_nodes` raises it.
                    """),
            new Page(Code.LOOP_TOO_LONG, """
                    One loop would start more iterations than the limit allows; the setting `pipeline.max_loop_length`
                    raises it. Giving each iteration a batch of work is usually better.
                    """),
            new Page(Code.NESTED_TOO_DEEP, """
                    Components that reference components nest more deeply than the limit allows; the setting
                    `pipeline.max_depth` raises it.
                    """));

    private RequestPages() {}
}
