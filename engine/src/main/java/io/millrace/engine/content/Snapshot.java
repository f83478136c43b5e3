package io.millrace.engine.content;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the kernel says of everything a path holds at one moment, without its content. Immutable.
 *
 * <p>Two equal snapshots mean that nothing changed in between, with one exception that is the kernel's: a write within
 * the same tick of its clock (some milliseconds) as the write before it leaves the same times.
 */
public final class Snapshot {
    private final Path root;
    private final Optional<String> leftOut;
    private final List<Node> nodes;

    /** @param leftOut name of something in the root that was not looked at */
    Snapshot(Path root, Optional<String> leftOut, List<Node> nodes) {
        this.root = root;
        this.leftOut = leftOut;
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

    /**
     * Where links lead that leave what was looked at, by the path of the link, as in {@link Entry#path}. Links that lead
     * nowhere are left out.
     */
    public Map<String, Path> linksOut() throws ContentException {
        Map<String, Path> links = new TreeMap<>();
        for (Node node : nodes) {
            if (node.stat().type() == Stat.Type.LINK) {
                target(node).filter(target -> !holds(target)).ifPresent(target -> links.put(node.path, target));
            }
        }
        return links;
    }

    private Optional<Path> target(Node link) throws ContentException {
        Path place = link.placeIn(root);
        try {
            return Optional.of(place.toRealPath());
        } catch (NoSuchFileException | FileSystemLoopException | NotDirectoryException nowhere) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("symbolic links")) {
                return Optional.empty(); // a circle
            }
            throw Trouble.with(place, e);
        } catch (IOException e) {
            throw Trouble.with(place, e);
        }
    }

    private boolean holds(Path real) {
        return real.startsWith(root)
                && leftOut.filter(name -> real.startsWith(root.resolve(name))).isEmpty();
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
