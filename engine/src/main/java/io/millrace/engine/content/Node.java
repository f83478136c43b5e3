package io.millrace.engine.content;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One thing that a walk met. Filled by the thread that looks at it, never changed after the walk. */
final class Node {
    final String path;
    private final Optional<Path> place;
    private Optional<Stat> stat = Optional.empty();
    private List<Node> children = List.of();

    /**
     * @param path as in {@link Entry#path}
     * @param place where it is; empty when {@code path} says that already
     */
    Node(String path, Optional<Path> place) {
        this.path = path;
        this.place = place;
    }

    /** A thing in this folder. */
    Node child(Path childPlace) {
        String name = Names.last(childPlace);
        boolean says = place.isEmpty() && childPlace.endsWith(name);
        return new Node(path.isEmpty() ? name : path + "/" + name, says ? Optional.empty() : Optional.of(childPlace));
    }

    Path placeIn(Path root) {
        return place.orElseGet(() -> root.resolve(path));
    }

    Stat stat() {
        return stat.orElseThrow();
    }

    void seen(Stat seen) {
        stat = Optional.of(seen);
    }

    List<Node> children() {
        return children;
    }

    void holds(List<Node> things) {
        children = things;
    }
}
