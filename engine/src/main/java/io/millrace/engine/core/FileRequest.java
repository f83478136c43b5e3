package io.millrace.engine.core;

/**
 * Names a file whose content a run waits for.
 *
 * @param node for a condition the node that has it, for a loop the DAG around the node that loops
 * @param child for a loop the position of the looping node in its DAG; -1: a condition
 * @param artifact the input artifact that holds the file
 */
public record FileRequest(int node, int child, String artifact) {}
