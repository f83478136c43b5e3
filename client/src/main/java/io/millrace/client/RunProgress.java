package io.millrace.client;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a run is.
 *
 * @param run as it is now
 * @param changed steps that are new or different since the last time, by path
 */
public record RunProgress(RunDetail run, Map<String, JobInfo> changed) {
    public RunProgress {
        changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
    }

    /** How many steps have each status. Steps that have not begun to exist are not counted. */
    public Map<NodeStatus, Integer> counts() {
        Map<NodeStatus, Integer> counts = new EnumMap<>(NodeStatus.class);
        run.jobs().values().forEach(job -> counts.merge(job.status(), 1, Integer::sum));
        return counts;
    }
}
