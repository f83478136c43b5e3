package io.millrace.engine.loop;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.RunId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The limit on attempts of all runs together. A slot is the entry of a live attempt in a set, never a count: what is
 * released twice or by nobody cannot be miscounted. First come, first served. Confined to the thread of the loop.
 */
final class Slots {
    private final int limit;
    private final Set<AttemptId> held = new LinkedHashSet<>();
    private final Set<AttemptId> waiting = new LinkedHashSet<>();

    Slots(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("slots: " + limit);
        }
        this.limit = limit;
    }

    void request(AttemptId attempt) {
        if (!held.contains(attempt)) {
            waiting.add(attempt);
        }
    }

    /** Takes a slot whatever the limit says: the attempt runs already. */
    void hold(AttemptId attempt) {
        waiting.remove(attempt);
        held.add(attempt);
    }

    void release(AttemptId attempt) {
        waiting.remove(attempt);
        held.remove(attempt);
    }

    /** Takes everything back that a run has or waits for. */
    void release(RunId run) {
        waiting.removeIf(attempt -> attempt.run().equals(run));
        held.removeIf(attempt -> attempt.run().equals(run));
    }

    /** Gives the free slots away; the attempts that got one. */
    List<AttemptId> grant() {
        List<AttemptId> granted = new ArrayList<>();
        var next = waiting.iterator();
        while (held.size() < limit && next.hasNext()) {
            AttemptId attempt = next.next();
            next.remove();
            held.add(attempt);
            granted.add(attempt);
        }
        return granted;
    }

    int inUse() {
        return held.size();
    }

    int waiting() {
        return waiting.size();
    }

    int limit() {
        return limit;
    }
}
