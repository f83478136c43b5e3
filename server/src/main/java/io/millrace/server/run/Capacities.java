package io.millrace.server.run;

import io.millrace.engine.core.Capacity;
import io.millrace.pipeline.plan.Plan;

/** Settles what queues and flavours mean for a new run. Safe for use by many threads. */
@FunctionalInterface
public interface Capacities {
    /** The flavours that the steps name, as far as they exist. */
    Capacity of(Plan plan);
}
