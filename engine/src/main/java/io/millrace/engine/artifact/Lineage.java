package io.millrace.engine.artifact;

import java.util.List;

/**
 * How an artifact came to be and what came of it, across runs. Each record is a link between a job (run and node) and a
 * place: an output leads from the job to the place, an input from the place to the job.
 *
 * @param subject any record of the place that was asked for
 * @param upstream links towards what it was made from, the nearest first
 * @param downstream links towards what was made from it, the nearest first
 */
public record Lineage(Artifact subject, Side upstream, Side downstream) {

    /**
     * One direction.
     *
     * @param cut whether there is more than was asked for
     */
    public record Side(List<Artifact> links, boolean cut) {
        public Side {
            links = List.copyOf(links);
        }
    }

    /**
     * How much is wanted.
     *
     * @param depth jobs from the subject on, in each direction
     * @param links in each direction
     */
    public record Bounds(int depth, int links) {
        public Bounds {
            if (depth < 0 || links < 1) {
                throw new IllegalArgumentException("depth %d, %d links".formatted(depth, links));
            }
        }
    }
}
