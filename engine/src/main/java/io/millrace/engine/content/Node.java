package io.millrace.engine.content;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One thing that a walk met. Filled by the thread that looks at it, never changed after the walk. */
final class Node {
    final String path;
    private final Optional<Path> place;
    private Optional<Stat> stat = Optional.empty();

    /** As it was listed, until it was looked at: spares putting it together again, and is too big to keep. */
    private Optional<Path> listed;

    private List<Node> children = List.of();

    /**
     * @param path as in {@link Entry#path}
     * @param place where it is; empty when {@code path} says that already
     */
    Node(String path, Optional<Path> place) {
        this(path, place, place);
    }

    private Node(String path, Optional<Path> place, Optional<Path> listed) {
        this.path = path;
        this.place = place;
        this.listed = listed;
    }

    /** A thing in this folder. */
    Node child(Path childPlace) {
        String name = Names.last(childPlace);
        boolean says = place.isEmpty() && childPlace.endsWith(name);
        Optional<Path> there = Optional.of(childPlace);
        return new Node(path.isEmpty() ? name : path + "/" + name, says ? Optional.empty() : there, there);
    }

    Path placeIn(Path root) {
        return listed.or(() -> place).orElseGet(() -> root.resolve(path));
    }

    Stat stat() {
        return stat.orElseThrow();
    }

    void seen(Stat seen) {
        stat = Optional.of(seen);
        listed = Optional.empty();
    }

    List<Node> children() {
        return children;
    }

    void holds(List<Node> things) {
        children = things;
    }
}
