package io.millrace.engine.content;

import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel says of everything a path holds at one moment, without its content. Immutable.
 *
 * <p>Two equal snapshots mean that nothing changed in between, with one exception that is the kernel's: a write within
 * the same tick of its clock (some milliseconds) as the write before it leaves the same times.
 */
public final class Snapshot {
    private final Path root;
    private final List<Node> nodes;

    Snapshot(Path root, List<Node> nodes) {
        this.root = root;
        this.nodes = List.copyOf(nodes);
    }

    /** The path, with all links in it resolved. */
    public Path root() {
        return root;
    }

    /** How many files, folders and links there are, the path itself included. */
    public int entries() {
        return nodes.size();
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Whether both saw the same things, at the same place, untouched: no content, permission or name changed. */
    public boolean sameAs(Snapshot other) {
        if (!root.equals(other.root) || nodes.size() != other.nodes.size()) {
            return false;
        }
        for (int i = 0; i < nodes.size(); i++) {
            Node one = nodes.get(i);
            Node two = other.nodes.get(i);
            if (!one.path.equals(two.path) || !one.stat().equals(two.stat())) {
                return false;
            }
        }
        return true;
    }
}
