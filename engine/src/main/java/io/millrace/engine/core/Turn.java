package io.millrace.engine.core;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One call of the rules: collects what happened and what is wanted. An event is applied as soon as it is decided, so that
 * what is decided next sees it. Consequences wait in a list instead of on the stack: a chain of 100,000 nodes that end
 * at once must not need 100,000 frames.
 */
final class Turn {
    final RunState run;
    final Instant at;
    final Bindings bindings;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final Set<NodeRun> touched = new LinkedHashSet<>();
    private final Deque<Runnable> consequences = new ArrayDeque<>();
    private final Deque<Runnable> lastConsequences = new ArrayDeque<>();

    Turn(RunState run, Instant at) {
        this.run = run;
        this.at = at;
        this.bindings = new Bindings(run);
    }

    /** It happened. */
    void record(RunEvent event) {
        run.apply(event);
        events.add(event);
    }

    /** It happened to {@code node}. */
    void record(NodeRun node, RunEvent event) {
        record(event);
        touched.add(node);
    }

    /** The row of {@code node} looks different now. */
    void touch(NodeRun node) {
        touched.add(node);
    }

    /** It has to be done once this turn is durable. */
    void command(Command command) {
        commands.add(command);
    }

    /** It has to be decided before the turn is over. */
    void later(Runnable consequence) {
        consequences.add(consequence);
    }

    /**
     * It has to be decided when nothing else is left to decide. A failure reaches the others this way: in a retry every
     * earlier result must find its place first, or a failure in the same turn would take it away.
     */
    void last(Runnable consequence) {
        lastConsequences.add(consequence);
    }

    /** Decides everything that follows. */
    Outcome finish() {
        do {
            while (!consequences.isEmpty() || !lastConsequences.isEmpty()) {
                (consequences.isEmpty() ? lastConsequences : consequences)
                        .remove()
                        .run();
            }
        } while (Scheduling.fillPlace(this));
        return new Outcome(List.copyOf(events), List.copyOf(commands), touched);
    }
}
