package io.millrace.engine.core;

/**
 * Bounds on what a run may become while it runs.
 *
 * @param nodes node iterations in all
 * @param emptyLoopFails whether a loop over no items fails its node (false: the node is skipped)
 */
public record RunLimits(int nodes, boolean emptyLoopFails) {
    /** 100,000 nodes; empty loops are skipped. */
    public static final RunLimits DEFAULT = new RunLimits(100_000, false);
}
