package io.millrace.executor.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where control groups for steps can be made: below the group of this process when that is possible (version 1), else
 * beside it or further up (version 2, where a group that has processes cannot have groups with limits).
 */
final class ControlGroups {
    /** Which way a controller is driven. */
    enum Version {
        V1,
        V2
    }

    /** A folder in which groups with limits of one controller can be made. */
    record Parent(Path folder, Version version) {}

    private final Map<String, Parent> parents;

    private ControlGroups(Map<String, Parent> parents) {
        this.parents = parents;
    }

    /** Looks at this process; a system without control groups has no places. */
    static ControlGroups find() {
        Path self = Path.of("/proc/self");
        try {
            return of(
                    Files.readAllLines(self.resolve("cgroup")),
                    Files.readAllLines(self.resolve("mountinfo")),
                    Files::isWritable);
        } catch (IOException e) {
            return none();
        }
    }

    /** For a system without control groups. */
    static ControlGroups none() {
        return new ControlGroups(Map.of());
    }

    /**
     * Works it out from what the system tells.
     *
     * @param memberships lines of {@code /proc/PID/cgroup}
     * @param mounts lines of {@code /proc/PID/mountinfo}
     * @param writable whether this process may make files there
     */
    static ControlGroups of(List<String> memberships, List<String> mounts, Predicate<Path> writable) {
        var search = new Search(memberships, mounts, writable);
        return new ControlGroups(Stream.of("cpu", "memory")
                .flatMap(name -> search.parent(name).map(parent -> Map.entry(name, parent)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Where groups with that controller can be made. */
    Optional<Parent> parent(String controller) {
        return Optional.ofNullable(parents.get(controller));
    }

    /** The group of this process in one hierarchy, and where that is mounted. */
    private record Hierarchy(Path mountPoint, Path own) {}

    private record Search(List<String> memberships, List<String> mounts, Predicate<Path> writable) {
        Optional<Parent> parent(String controller) {
            Optional<Parent> first = hierarchy("cgroup", controller)
                    .filter(found -> usable(found.own()))
                    .map(found -> new Parent(found.own(), Version.V1));
            return first.isPresent() ? first : hierarchy("cgroup2", "").flatMap(found -> second(found, controller));
        }

        private Optional<Parent> second(Hierarchy found, String controller) {
            for (@Nullable Path group = found.own();
                    group != null && group.startsWith(found.mountPoint());
                    group = group.getParent()) {
                if (usable(group) && hands(group, controller)) {
                    return Optional.of(new Parent(group, Version.V2));
                }
            }
            return Optional.empty();
        }

        private boolean usable(Path group) {
            return writable.test(group) && writable.test(group.resolve("cgroup.procs"));
        }

        /** Whether groups made in this one get the controller. */
        private static boolean hands(Path group, String controller) {
            try {
                String handed = Files.readString(group.resolve("cgroup.subtree_control"));
                return Arrays.asList(handed.strip().split(" ")).contains(controller);
            } catch (IOException e) {
                return false;
            }
        }

        private Optional<Hierarchy> hierarchy(String type, String controller) {
            Optional<String> own = memberships.stream()
                    .map(line -> line.split(":", 3))
                    .filter(parts -> parts.length == 3
                            && Arrays.asList(parts[1].split(",", -1)).contains(controller))
                    .map(parts -> parts[2])
                    .findFirst();
            return own.flatMap(path -> mounts.stream()
                    .flatMap(line -> mounted(line, type, controller, path).stream())
                    .findFirst());
        }

        /** Of a line like {@code 35 31 0:32 /root /mount/point rw,relatime - cgroup cgroup rw,memory}. */
        private static Optional<Hierarchy> mounted(String line, String type, String controller, String own) {
            int dash = line.indexOf(" - ");
            String[] before = line.substring(0, Math.max(dash, 0)).split(" ", -1);
            String[] after = line.substring(dash + 3).split(" ", -1);
            boolean matches = dash > 0
                    && before.length >= 5
                    && after.length >= 3
                    && after[0].equals(type)
                    && (controller.isEmpty()
                            || Arrays.asList(after[2].split(",")).contains(controller));
            if (!matches) {
                return Optional.empty();
            }
            Path mountPoint = Path.of(before[4]);
            Path root = Path.of(before[3]);
            Path path = Path.of(own);
            // In a container the mount may show only a part of the tree, in which the path is not to be found.
            return Optional.of(new Hierarchy(
                    mountPoint, path.startsWith(root) ? mountPoint.resolve(root.relativize(path)) : mountPoint));
        }
    }
}
