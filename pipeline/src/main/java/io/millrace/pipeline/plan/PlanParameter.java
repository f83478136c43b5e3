package io.millrace.pipeline.plan;

import java.util.Optional;

/**
 * A parameter of a node.
 *
 * @param value what it is set to, defaults and overrides applied
 * @param type the declared type; the resolved value must satisfy it, else the node fails
 */
public record PlanParameter(Template value, Optional<ParameterType> type) {}
