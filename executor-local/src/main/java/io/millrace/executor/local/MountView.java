package io.millrace.executor.local;

import io.millrace.engine.core.JobMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files as a sandboxed step sees them: those of the machine, with storages mounted over them. A mount point that
 * exists is covered. For one that does not, the nearest folder above that does exist is rebuilt from its entries in
 * memory, with the mount point among them: the folder itself is left alone, so that nothing has to be made on the machine
 * and no right to write there is needed. What is rebuilt is read-only, lest something be written that is lost at the end.
 */
final class MountView {
    /** Each entry of a rebuilt folder is a mount; bubblewrap takes no more than 9000 arguments. */
    private static final int MOST_ENTRIES = 1000;

    private static final Path ROOT = Path.of("/");
    private static final Path SHARED_TEMPORARY = Path.of("/tmp");
    private static final List<Path> KERNEL = List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    /** A storage at its place. */
    private record Place(JobMount mount, Path source, Path asked, Path target) {}

    private final List<Place> places = new ArrayList<>();
    private final Set<Path> rebuilt =
            new TreeSet<>(Comparator.comparingInt(Path::getNameCount).thenComparing(path -> path));

    private MountView() {}

    /**
     * Plans the view.
     *
     * @throws RefusedException when a mount point cannot be, in words for people
     */
    static MountView of(List<JobMount> mounts) throws RefusedException {
        var view = new MountView();
        List<JobMount> order = new ArrayList<>(mounts);
        // Outer before inner; at the same place the one that may write comes last and counts.
        order.sort(Comparator.comparingInt((JobMount mount) -> path(mount).getNameCount())
                .thenComparing(JobMount::readOnly, Comparator.reverseOrder()));
        for (JobMount mount : order) {
            view.place(mount);
        }
        return view;
    }

    private static Path path(JobMount mount) {
        return Path.of(mount.mountPath()).normalize();
    }

    private void place(JobMount mount) throws RefusedException {
        Path asked = path(mount);
        if (!asked.isAbsolute() || asked.equals(ROOT)) {
            throw cannot(mount, "the mount path must begin with a slash and name a folder");
        }
        for (Place other : places) {
            if (other.asked.equals(asked) && (mount.asked() || other.mount.asked())) {
                throw cannot(mount, "storage '" + other.mount.storage() + "' is mounted there too");
            }
        }
        Path source = Path.of(mount.location(), mount.subPath()).normalize();
        Optional<Place> outer = around(asked);
        Path target = outer.isPresent() ? insideOf(outer.get(), mount, asked) : onMachine(mount, asked);
        places.add(new Place(mount, source, asked, target));
    }

    private Optional<Place> around(Path asked) {
        return places.reversed().stream()
                .filter(place -> asked.startsWith(place.asked))
                .max(Comparator.comparingInt(place -> place.asked.getNameCount()));
    }

    /** A mount point in another storage has to be a folder of that: made in there, it would stay. */
    private static Path insideOf(Place outer, JobMount mount, Path asked) throws RefusedException {
        Path inside = outer.asked.relativize(asked);
        if (!Files.isDirectory(outer.source.resolve(inside))) {
            throw cannot(
                    mount,
                    "that is inside of storage '" + outer.mount.storage() + "', which has no folder '" + inside
                            + "'; make the folder " + outer.source.resolve(inside) + " first");
        }
        return outer.target.resolve(inside);
    }

    private Path onMachine(JobMount mount, Path asked) throws RefusedException {
        Path existing = existing(asked);
        try {
            Path real = existing.toRealPath();
            if (!Files.isDirectory(real)) {
                throw cannot(mount, existing + " is a file");
            }
            if (existing.equals(asked)) {
                return real;
            }
            if (KERNEL.stream().anyMatch(real::startsWith)) {
                throw cannot(mount, "nothing can be added to " + existing);
            }
            rebuilt.add(real);
            return real.resolve(existing.relativize(asked));
        } catch (IOException e) {
            throw cannot(mount, RefusedException.words(e));
        }
    }

    /** The path itself, or the nearest folder above it that exists. */
    private static Path existing(Path path) {
        for (Path above = path; above != null; above = above.getParent()) {
            if (Files.exists(above)) {
                return above;
            }
        }
        return ROOT;
    }

    /** What bubblewrap has to do, in order. */
    List<String> arguments() throws RefusedException {
        List<String> arguments = new ArrayList<>();
        if (!rebuilt.contains(ROOT)) {
            arguments.addAll(List.of("--dev-bind", "/", "/"));
        }
        for (Path folder : rebuilt) {
            rebuild(folder, arguments);
        }
        arguments.addAll(List.of("--proc", "/proc"));
        for (Place place : places) {
            if (!isThereAnyway(place)) {
                arguments.addAll(List.of(
                        place.mount.readOnly() ? "--ro-bind" : "--bind",
                        place.source.toString(),
                        place.target.toString()));
            }
        }
        for (Path folder : rebuilt) {
            if (!folder.equals(SHARED_TEMPORARY)) {
                arguments.addAll(List.of("--remount-ro", folder.toString()));
            }
        }
        return arguments;
    }

    /** A storage that is seen where it is needs a mount only to be read-only, or when something else covers it. */
    private boolean isThereAnyway(Place place) {
        return !place.mount.readOnly()
                && !place.mount.asked()
                && places.stream()
                                .filter(other -> place.target.startsWith(other.target))
                                .count()
                        == 1;
    }

    private static void rebuild(Path folder, List<String> arguments) throws RefusedException {
        if (folder.equals(SHARED_TEMPORARY)) {
            arguments.addAll(List.of("--perms", "1777"));
        }
        arguments.addAll(List.of("--tmpfs", folder.toString()));
        int entries = 0;
        try (var children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (++entries > MOST_ENTRIES) {
                    throw new RefusedException("cannot put a mount point into " + folder + ", which has more than "
                            + MOST_ENTRIES + " entries; make the folder for it yourself, or choose another mount path");
                }
                if (Files.isSymbolicLink(child)) {
                    arguments.addAll(
                            List.of("--symlink", Files.readSymbolicLink(child).toString(), child.toString()));
                } else if (!child.equals(KERNEL.getFirst())) {
                    arguments.addAll(List.of("--dev-bind-try", child.toString(), child.toString()));
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw new RefusedException("cannot put a mount point into " + folder + ": its entries cannot be listed");
        }
    }

    private static RefusedException cannot(JobMount mount, String reason) {
        return new RefusedException(
                "storage '%s' cannot be mounted at %s: %s".formatted(mount.storage(), mount.mountPath(), reason));
    }
}
