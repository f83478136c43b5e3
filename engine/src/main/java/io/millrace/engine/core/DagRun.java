package io.millrace.engine.core;

import io.millrace.pipeline.plan.PlanDag;

/** One iteration of a DAG. */
public final class DagRun extends NodeRun {
    private static final Group[] NONE = {};

    final PlanDag dag;
    final DagShape shape;

    /** The children; none before the DAG is entered. */
    Group[] groups = NONE;

    int openGroups;
    int failed;
    int terminated;
    int cancelled;

    DagRun(int number, Group group, PlanDag dag, DagShape shape, int iteration) {
        super(number, group, iteration);
        this.dag = dag;
        this.shape = shape;
    }

    /** The definition. */
    public PlanDag dag() {
        return dag;
    }
}
