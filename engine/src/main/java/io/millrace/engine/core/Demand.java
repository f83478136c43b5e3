package io.millrace.engine.core;

import io.millrace.pipeline.plan.Resources;

/**
 * What an attempt takes while it lives.
 *
 * @param queue where it stands in line; empty: in none
 * @param resources what it may use, and what its queue has to have free; what is absent counts as nothing
 */
public record Demand(String queue, Resources resources) {}
