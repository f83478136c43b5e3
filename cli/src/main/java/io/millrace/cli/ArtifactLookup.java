package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.artifact.ArtifactFilter.Order;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the artifact that a user means: by its number, by its path as lists print it, or by a file of this machine, which
 * may also be one inside of it.
 */
final class ArtifactLookup {
    private static final String FOLDER = ".pipeline";
    private static final int MOST = 1000;

    private final Context context;
    private final ArtifactQueries queries;

    ArtifactLookup(Context context, ArtifactQueries queries) {
        this.context = context;
        this.queries = queries;
    }

    /**
     * The best record of what is meant: of who made it, when there is one.
     *
     * @param storage folder of the storage in which it lies, when the user says so
     */
    Artifact find(String text, Optional<String> storage) {
        return numbered(text)
                .or(() -> listed(text, storage))
                .or(() -> onDisk(text))
                .orElseThrow(() -> new MillraceException(
                        Code.ARTIFACT_NOT_FOUND,
                        "there is no record of an artifact '%s'; `millrace artifacts list` shows numbers and paths"
                                .formatted(text)));
    }

    private Optional<Artifact> numbered(String text) {
        return text.matches("\\d{1,18}") ? queries.artifact(Long.parseLong(text)) : Optional.empty();
    }

    private Optional<Artifact> listed(String text, Optional<String> storage) {
        Optional<String> location = storage.map(
                folder -> context.folder().resolve(folder).normalize().toString());
        for (Path path = path(text); path != null && !path.toString().isEmpty(); path = path.getParent()) {
            List<Artifact> found = at(path.toString()).stream()
                    .filter(artifact -> location.isEmpty()
                            || location.get().equals(artifact.row().location()))
                    .toList();
            refuseSeveralPlaces(text, found);
            if (!found.isEmpty()) {
                return best(found);
            }
        }
        return Optional.empty();
    }

    private static void refuseSeveralPlaces(String text, List<Artifact> found) {
        Set<String> locations = new LinkedHashSet<>();
        found.forEach(artifact -> locations.add(artifact.row().location()));
        if (locations.size() > 1) {
            throw new UsageException("there is '%s' in several storages; add --storage with one of: %s"
                    .formatted(text, String.join(", ", locations)));
        }
    }

    /** Every way to see the file as a path in a storage, the innermost artifact first. */
    private Optional<Artifact> onDisk(String text) {
        Path file = context.folder().resolve(path(text)).normalize();
        Set<Path> names = new LinkedHashSet<>(List.of(file));
        try {
            names.add(file.toRealPath());
        } catch (IOException e) {
            names.add(file); // it is gone: its records may still be there
        }
        return names.stream().flatMap(name -> below(name).stream()).findFirst();
    }

    private Optional<Artifact> below(Path file) {
        int folder = 0;
        while (folder < file.getNameCount() && !file.getName(folder).toString().equals(FOLDER)) {
            folder++;
        }
        for (int end = file.getNameCount(); end > folder + 1; end--) {
            for (int begin = folder; begin >= 0; begin--) {
                Path root = begin == 0 ? file.getRoot() : file.getRoot().resolve(file.subpath(0, begin));
                List<Artifact> found = at(file.subpath(begin, end).toString()).stream()
                        .filter(artifact -> isSame(Path.of(artifact.row().location()), root))
                        .toList();
                if (!found.isEmpty()) {
                    return best(found);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(Path location, Path folder) {
        try {
            return location.equals(folder) || location.toRealPath().equals(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private List<Artifact> at(String path) {
        return queries.artifacts(ArtifactFilter.ALL.in(Order.OLDEST_FIRST).withPaths(Set.of(path)), MOST);
    }

    private static Optional<Artifact> best(List<Artifact> found) {
        return found.stream()
                .min(Comparator.comparing((Artifact artifact) -> artifact.row().type() != ArtifactType.OUTPUT)
                        .thenComparing(artifact -> artifact.row().how() != How.RAN)
                        .thenComparingLong(Artifact::number));
    }

    private static Path path(String text) {
        try {
            return Path.of(text).normalize();
        } catch (InvalidPathException e) {
            throw new UsageException("'%s' is not a path: %s".formatted(text, e.getReason()));
        }
    }
}
