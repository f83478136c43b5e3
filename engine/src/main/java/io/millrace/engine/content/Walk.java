package io.millrace.engine.content;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds all that is in a tree and looks at it, level by level, so that neither depth nor width rest on the stack. */
final class Walk {
    private static final int FOLDERS_AT_A_TIME = 4;
    private static final int NODES_AT_A_TIME = 256;

    private final Path root;
    private final Optional<String> leftOut;
    private final ContentLimits limits;
    private final Workers workers;
    private final AtomicInteger entries = new AtomicInteger(1);

    /**
     * @param root a real path: no part of it is a link
     * @param leftOut name of something in the root that is not looked at
     */
    Walk(Path root, Optional<String> leftOut, ContentLimits limits, Workers workers) {
        this.root = root;
        this.leftOut = leftOut;
        this.limits = limits;
        this.workers = workers;
    }

    /** Everything, in the order of manifests. */
    List<Node> nodes() throws ContentException {
        var top = new Node("", Optional.empty());
        look(top);
        List<Node> folders = foldersOf(List.of(top));
        for (int depth = 1; !folders.isEmpty(); depth++) {
            if (depth > limits.depth()) {
                throw Trouble.tooDeep(root, limits.depth());
            }
            folders = foldersOf(level(folders));
        }
        return inOrder(top);
    }

    private static List<Node> foldersOf(List<Node> nodes) {
        List<Node> folders = new ArrayList<>();
        for (Node node : nodes) {
            if (node.stat().type() == Stat.Type.FOLDER) {
                folders.add(node);
            }
        }
        return folders;
    }

    private List<Node> level(List<Node> folders) throws ContentException {
        workers.each(folders.size(), FOLDERS_AT_A_TIME, () -> (from, to) -> {
            for (Node folder : folders.subList(from, to)) {
                list(folder);
            }
        });
        List<Node> found = new ArrayList<>();
        for (Node folder : folders) {
            found.addAll(folder.children());
        }
        workers.each(found.size(), NODES_AT_A_TIME, () -> (from, to) -> {
            for (Node node : found.subList(from, to)) {
                look(node);
            }
        });
        return found;
    }

    private void list(Node folder) throws ContentException {
        Path place = folder.placeIn(root);
        List<Node> things = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(place)) {
            for (Path path : paths) {
                if (folder.path.isEmpty() && leftOut.isPresent() && path.endsWith(leftOut.get())) {
                    continue;
                }
                if (entries.incrementAndGet() > limits.entries()) {
                    throw Trouble.tooMany(root, limits.entries());
                }
                things.add(folder.child(path));
            }
        } catch (DirectoryIteratorException e) {
            throw Trouble.with(place, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw Trouble.with(place, e);
        }
        things.sort(Comparator.comparing(node -> node.path));
        folder.holds(things);
    }

    private void look(Node node) throws ContentException {
        Path place = node.placeIn(root);
        try {
            node.seen(Stat.of(place));
        } catch (IOException e) {
            throw Trouble.with(place, e);
        }
    }

    private static List<Node> inOrder(Node top) {
        List<Node> ordered = new ArrayList<>();
        Deque<Node> ahead = new ArrayDeque<>();
        ahead.push(top);
        while (!ahead.isEmpty()) {
            Node node = ahead.pop();
            ordered.add(node);
            for (Node child : node.children().reversed()) {
                ahead.push(child);
            }
            node.holds(List.of()); // the list holds them now
        }
        return ordered;
    }
}
