package io.millrace.engine.artifact;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a list of artifacts is narrowed to, and in which order; an empty set or absent value narrows nothing.
 *
 * @param storages names of main storages
 * @param locations where storages are
 * @param steps run-time names of steps
 * @param paths relative to the root of the storage, exactly
 * @param before only artifacts recorded before this
 * @param after only artifacts that come after the one of this number in the order: the key of the page before
 */
public record ArtifactFilter(
        Set<String> users,
        Set<String> storages,
        Set<String> locations,
        Set<RunId> runs,
        Set<String> pipelines,
        Set<String> steps,
        Set<ArtifactType> types,
        Set<String> paths,
        Optional<Instant> before,
        Order order,
        Optional<Long> after) {
    /** Every artifact, newest first. */
    public static final ArtifactFilter ALL = new ArtifactFilter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Order.NEWEST_FIRST,
            Optional.empty());

    /** Orders of lists; artifacts are as old as their numbers. */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    public ArtifactFilter {
        users = Set.copyOf(users);
        storages = Set.copyOf(storages);
        locations = Set.copyOf(locations);
        runs = Set.copyOf(runs);
        pipelines = Set.copyOf(pipelines);
        steps = Set.copyOf(steps);
        types = Set.copyOf(types);
        paths = Set.copyOf(paths);
    }

    /** Only of runs of these users. */
    public ArtifactFilter withUsers(Set<String> others) {
        return new ArtifactFilter(
                others, storages, locations, runs, pipelines, steps, types, paths, before, order, after);
    }

    /** Only of runs with these main storages. */
    public ArtifactFilter withStorages(Set<String> others) {
        return new ArtifactFilter(users, others, locations, runs, pipelines, steps, types, paths, before, order, after);
    }

    /** Only in the storages at these places. */
    public ArtifactFilter withLocations(Set<String> others) {
        return new ArtifactFilter(users, storages, others, runs, pipelines, steps, types, paths, before, order, after);
    }

    /** Only of these runs. */
    public ArtifactFilter withRuns(Set<RunId> others) {
        return new ArtifactFilter(
                users, storages, locations, others, pipelines, steps, types, paths, before, order, after);
    }

    /** Only of pipelines with these names. */
    public ArtifactFilter withPipelines(Set<String> others) {
        return new ArtifactFilter(users, storages, locations, runs, others, steps, types, paths, before, order, after);
    }

    /** Only of steps with these run-time names. */
    public ArtifactFilter withSteps(Set<String> others) {
        return new ArtifactFilter(
                users, storages, locations, runs, pipelines, others, types, paths, before, order, after);
    }

    /** Only inputs, or only outputs. */
    public ArtifactFilter withTypes(Set<ArtifactType> others) {
        return new ArtifactFilter(
                users, storages, locations, runs, pipelines, steps, others, paths, before, order, after);
    }

    /** Only at exactly these paths. */
    public ArtifactFilter withPaths(Set<String> others) {
        return new ArtifactFilter(
                users, storages, locations, runs, pipelines, steps, types, others, before, order, after);
    }

    /** Only of one type, at one place. */
    public ArtifactFilter at(Artifact.Place place, ArtifactType type) {
        return withLocations(Set.of(place.location()))
                .withPaths(Set.of(place.path()))
                .withTypes(Set.of(type));
    }

    /** Only what was recorded before. */
    public ArtifactFilter recordedBefore(Instant time) {
        return new ArtifactFilter(
                users, storages, locations, runs, pipelines, steps, types, paths, Optional.of(time), order, after);
    }

    /** In another order. */
    public ArtifactFilter in(Order other) {
        return new ArtifactFilter(
                users, storages, locations, runs, pipelines, steps, types, paths, before, other, after);
    }

    /** Only what comes after an artifact. */
    public ArtifactFilter after(long number) {
        return new ArtifactFilter(
                users, storages, locations, runs, pipelines, steps, types, paths, before, order, Optional.of(number));
    }
}
