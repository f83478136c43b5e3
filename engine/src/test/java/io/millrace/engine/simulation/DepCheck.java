package io.millrace.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunState;

/** Looks up the iterations of a node beside another one, without the engine's own bookkeeping. */
final class DepCheck {
    private DepCheck() {}

    static void assertEndedWell(RunState run, NodeRun parent, String name) {
        var iterations = run.nodes().stream()
                .filter(node -> node.parent().filter(parent::equals).isPresent())
                .filter(node -> node.node().name().text().equals(name))
                .toList();
        assertThat(iterations)
                .as("iterations of the dependency " + name)
                .isNotEmpty()
                .allMatch(node -> node.status() == NodeStatus.SUCCEEDED || node.status() == NodeStatus.SKIPPED);
    }
}
