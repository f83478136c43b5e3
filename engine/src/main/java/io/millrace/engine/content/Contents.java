package io.millrace.engine.content;

import io.millrace.engine.TimeSource;
import io.millrace.engine.content.ContentException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells what a path holds. Files that were read before and that the kernel's times prove unchanged are not read again.
 *
 * <p>A path that is itself a symbolic link, or goes through one, stands for where it leads: that is what a step reads.
 * Links inside a tree are not followed; the text of their target is their content.
 *
 * <p>What times cannot prove is read again. Times come from a clock that ticks every few milliseconds, on some file
 * systems every two seconds, so a file may be written twice and keep its times. A digest is therefore remembered only
 * when the file was last touched {@link #SETTLED} before its reading began: whatever is written after that gets other
 * times. Writes through a memory mapping are the exception that no program can see from outside: the kernel notes the
 * first of them and may note the next ones only after it has written the pages back.
 *
 * <p>Safe for use by many threads; every method blocks while it reads.
 */
public final class Contents {
    /** How long a file must have been left alone before its times can be relied on. */
    public static final Duration SETTLED = Duration.ofSeconds(3);

    private static final int FILES_AT_A_TIME = 8;
    private static final int CHECKS_AT_A_TIME = 256;

    private final KnownDigests known;
    private final TimeSource time;
    private final ContentLimits limits;

    /** @param time must be the clock that the file systems take their times from */
    public Contents(KnownDigests known, TimeSource time, ContentLimits limits) {
        this.known = known;
        this.time = time;
        this.limits = limits;
    }

    /** Looks at everything that {@code path} holds, without reading it. */
    public Snapshot snapshot(Path path) throws ContentException {
        try (var workers = new Workers(limits.threads())) {
            return snapshot(path, Optional.empty(), workers);
        }
    }

    private Snapshot snapshot(Path path, Optional<String> leftOut, Workers workers) throws ContentException {
        Path root = real(path);
        return new Snapshot(root, leftOut, new Walk(root, leftOut, limits, workers).nodes());
    }

    private static Path real(Path path) throws ContentException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw Trouble.withRoot(path, e);
        }
    }

    /** What {@code path} holds now. */
    public Manifest manifest(Path path) throws ContentException {
        try (var workers = new Workers(limits.threads())) {
            return manifest(snapshot(path, Optional.empty(), workers), workers);
        }
    }

    /** As {@link #snapshot}, without the thing in the folder {@code path} that has the name {@code leftOut}. */
    public Snapshot snapshotWithout(String leftOut, Path path) throws ContentException {
        try (var workers = new Workers(limits.threads())) {
            return snapshot(path, Optional.of(leftOut), workers);
        }
    }

    /**
     * What the path held when {@code snapshot} was taken.
     *
     * @throws ContentException {@link Reason#CHANGED} when that cannot be told any more
     */
    public Manifest manifest(Snapshot snapshot) throws ContentException {
        try (var workers = new Workers(limits.threads())) {
            return manifest(snapshot, workers);
        }
    }

    private Manifest manifest(Snapshot snapshot, Workers workers) throws ContentException {
        List<Node> nodes = snapshot.nodes();
        Digest[] digests = digests(snapshot, workers);
        Entry[] entries = new Entry[nodes.size()];
        workers.each(entries.length, CHECKS_AT_A_TIME, () -> {
            var reading = new Reading(snapshot.root());
            return (from, to) -> {
                for (int i = from; i < to; i++) {
                    entries[i] = entry(nodes.get(i), digests[i], reading);
                }
            };
        });
        return new Manifest(Arrays.asList(entries));
    }

    /** Folders are checked here, after the files were read: what came, went or was replaced meanwhile has touched them. */
    private static Entry entry(Node node, Digest digest, Reading reading) throws ContentException {
        Stat stat = node.stat();
        return switch (stat.type()) {
            case FILE -> new Entry(node.path, Kind.FILE, stat.stamp().size(), digest, stat.isExecutable());
            case FOLDER -> {
                reading.check(node);
                yield Entry.folder(node.path);
            }
            case LINK -> Entry.link(node.path, reading.target(node));
            case SOCKET, PIPE, DEVICE -> throw new IllegalStateException(node.path + " should have been refused");
        };
    }

    /** The digest of each file, at its place in the list of nodes. */
    private Digest[] digests(Snapshot snapshot, Workers workers) throws ContentException {
        List<Integer> files = files(snapshot);
        List<FileStamp> stamps = new ArrayList<>(files.size());
        for (int file : files) {
            stamps.add(snapshot.nodes().get(file).stat().stamp());
        }
        Digest[] digests = new Digest[snapshot.entries()];
        Arrays.fill(digests, Digest.OF_NOTHING);
        List<Integer> unknown = new ArrayList<>();
        Iterator<Optional<Digest>> found = known.find(stamps).iterator();
        for (int file : files) {
            Optional<Digest> digest = found.next();
            if (digest.isPresent()) {
                digests[file] = digest.get();
            } else {
                unknown.add(file);
            }
        }
        read(snapshot, unknown, digests, workers);
        return digests;
    }

    private static List<Integer> files(Snapshot snapshot) throws ContentException {
        List<Integer> files = new ArrayList<>(snapshot.entries());
        for (int i = 0; i < snapshot.entries(); i++) {
            Node node = snapshot.nodes().get(i);
            switch (node.stat().type()) {
                case FILE -> files.add(i);
                case FOLDER, LINK -> {
                    // not worth remembering
                }
                case SOCKET, PIPE, DEVICE ->
                    throw Trouble.special(
                            node.placeIn(snapshot.root()), node.stat().type());
            }
        }
        return files;
    }

    private void read(Snapshot snapshot, List<Integer> unknown, Digest[] digests, Workers workers)
            throws ContentException {
        Map<FileStamp, Digest> reliable = new ConcurrentHashMap<>();
        try {
            workers.each(unknown.size(), FILES_AT_A_TIME, () -> {
                var reading = new Reading(snapshot.root());
                return (from, to) -> {
                    for (int i : unknown.subList(from, to)) {
                        FileStamp stamp = snapshot.nodes().get(i).stat().stamp();
                        boolean settled = stamp.isBefore(nanos(time.now().minus(SETTLED)));
                        digests[i] = reading.digest(snapshot.nodes().get(i));
                        if (settled) {
                            reliable.put(stamp, digests[i]);
                        }
                    }
                };
            });
        } finally {
            if (!reliable.isEmpty()) {
                known.save(new HashMap<>(reliable)); // what was read before a failure need not be read again
            }
        }
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    /**
     * The newest time of modification (mtime), in nanoseconds since 1970: of a file its own, of a folder the newest of
     * itself and all that is in it, at any depth. It sees no change that leaves an older time than the newest, and every
     * touch that changes nothing. Links inside the tree count with their own time.
     */
    public long newestModification(Path path) throws ContentException {
        long newest = Long.MIN_VALUE;
        for (Node node : snapshot(path).nodes()) {
            newest = Math.max(newest, node.stat().stamp().modified());
        }
        return newest;
    }
}
