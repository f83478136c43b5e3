package io.millrace.engine.artifact;

import io.millrace.engine.artifact.Artifact.Place;
import io.millrace.engine.artifact.ArtifactFilter.Order;
import io.millrace.engine.artifact.Lineage.Bounds;
import io.millrace.engine.artifact.Lineage.Side;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Follows records of artifacts from job to job, level by level, until the bounds. */
public final class LineageSearch {
    private final ArtifactQueries queries;

    public LineageSearch(ArtifactQueries queries) {
        this.queries = queries;
    }

    /** The lineage of what lies where {@code subject} does. */
    public Lineage of(Artifact subject, Bounds bounds) {
        return new Lineage(
                subject, new Walk(bounds).upstream(subject.place()), new Walk(bounds).downstream(subject.place()));
    }

    private record Job(RunId run, int node) {
        static Job of(Artifact link) {
            return new Job(link.row().run(), link.row().node());
        }
    }

    /** One direction of one search. */
    private final class Walk {
        private final Bounds bounds;
        private final List<Artifact> links = new ArrayList<>();
        private final Set<Long> numbers = new HashSet<>();
        private final Set<Place> places = new HashSet<>();
        private final Set<Job> jobs = new HashSet<>();
        private boolean cut;

        Walk(Bounds bounds) {
            this.bounds = bounds;
        }

        /** Places to the jobs that made them, and on to what those read. */
        Side upstream(Place start) {
            Set<Place> level = Set.of(start);
            for (int depth = 0; depth <= bounds.depth() && !level.isEmpty(); depth++) {
                Set<Place> next = new LinkedHashSet<>();
                for (Place place : level) {
                    List<Artifact> made = isNew(place) ? makers(place) : List.of();
                    if (depth == bounds.depth()) {
                        cut |= !made.isEmpty();
                    } else {
                        for (Artifact maker : take(made)) {
                            take(inputs(maker)).forEach(input -> next.add(input.place()));
                        }
                    }
                }
                level = next;
            }
            return new Side(links, cut);
        }

        /** Places to the jobs that read or reused them, and on to what those made. */
        Side downstream(Place start) {
            Set<Place> level = Set.of(start);
            for (int depth = 0; depth <= bounds.depth() && !level.isEmpty(); depth++) {
                Set<Place> next = new LinkedHashSet<>();
                for (Place place : level) {
                    List<Artifact> users = isNew(place) ? users(place) : List.of();
                    if (depth == bounds.depth()) {
                        cut |= !users.isEmpty();
                    } else {
                        for (Artifact user : take(users)) {
                            take(outputs(user)).forEach(output -> next.add(output.place()));
                        }
                    }
                }
                level = next;
            }
            return new Side(links, cut);
        }

        private boolean isNew(Place place) {
            return places.add(place);
        }

        private int room() {
            return bounds.links() - links.size();
        }

        private List<Artifact> take(List<Artifact> found) {
            List<Artifact> taken = found.stream()
                    .filter(link -> !numbers.contains(link.number()))
                    .limit(room())
                    .toList();
            taken.forEach(link -> numbers.add(link.number()));
            links.addAll(taken);
            cut |= found.stream().anyMatch(link -> !numbers.contains(link.number()));
            return taken;
        }

        private List<Artifact> at(Place place, ArtifactType type) {
            return queries.artifacts(ArtifactFilter.ALL.in(Order.OLDEST_FIRST).at(place, type), room() + 1);
        }

        /** The job that ran; when its record is gone, one that took its result over. */
        private List<Artifact> makers(Place place) {
            List<Artifact> outputs = at(place, ArtifactType.OUTPUT);
            List<Artifact> ran = outputs.stream()
                    .filter(output -> output.row().how() == How.RAN)
                    .toList();
            return ran.isEmpty() ? outputs.subList(0, Math.min(1, outputs.size())) : ran;
        }

        private List<Artifact> users(Place place) {
            List<Artifact> users = new ArrayList<>(at(place, ArtifactType.INPUT));
            at(place, ArtifactType.OUTPUT).stream()
                    .filter(output -> output.row().how() != How.RAN)
                    .forEach(users::add);
            return users;
        }

        private List<Artifact> inputs(Artifact maker) {
            return jobs.add(Job.of(maker))
                    ? queries.ofJob(maker.row().run(), maker.row().node(), ArtifactType.INPUT, room() + 1)
                    : List.of();
        }

        /** Who reused a place has it as its own output: nothing further comes of that. */
        private List<Artifact> outputs(Artifact user) {
            return user.row().type() == ArtifactType.INPUT && jobs.add(Job.of(user))
                    ? queries.ofJob(user.row().run(), user.row().node(), ArtifactType.OUTPUT, room() + 1)
                    : List.of();
        }
    }
}
