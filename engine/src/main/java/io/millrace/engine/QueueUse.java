package io.millrace.engine;

import io.millrace.pipeline.plan.Resources;

/**
 * What is in a queue.
 *
 * @param running attempts that have a slot
 * @param waiting attempts that want one
 * @param taken what those that run were promised together
 */
public record QueueUse(int running, int waiting, Resources taken) {
    /** Nothing. */
    public static final QueueUse NOTHING = new QueueUse(0, 0, Resources.UNLIMITED);
}
