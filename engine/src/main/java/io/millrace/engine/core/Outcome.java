package io.millrace.engine.core;

import java.util.List;
import java.util.Set;

/**
 * What a signal led to.
 *
 * @param events what happened, in order
 * @param commands what has to be done once the events are durable, in order
 * @param touched nodes whose row looks different now
 */
public record Outcome(List<RunEvent> events, List<Command> commands, Set<NodeRun> touched) {}
