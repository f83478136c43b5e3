package io.millrace.engine.cache;

import io.millrace.engine.content.ContentException;
import io.millrace.engine.content.ContentException.Reason;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.engine.content.Differences;
import io.millrace.engine.content.Manifest;
import io.millrace.engine.content.ManifestJson;
import io.millrace.engine.content.Snapshot;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Folders of this machine as storages. The manifest of each content that was seen is kept in a file named for its digest,
 * for {@link #differences}; whoever removes such files loses explanations and nothing else.
 */
public final class RememberedContents implements StorageContents {
    /** Artifacts of runs lie here. They are inputs by their names, never as a part of the storage that is read whole. */
    private static final String ARTIFACTS = ".pipeline";

    private static final int MOST_DIFFERENCES = 20;
    private static final int MOST_LINKS_OUT = 1000;

    private final Contents contents;
    private final Path memory;

    /** @param memory the folder for manifests; made when it is needed */
    public RememberedContents(Contents contents, Path memory) {
        this.contents = contents;
        this.memory = memory;
    }

    @Override
    public Content content(String location, String path) throws UnknowableException {
        Path place = place(location, path);
        try {
            boolean whole = place.equals(Path.of(location).normalize());
            Snapshot snapshot = whole ? contents.snapshotWithout(ARTIFACTS, place) : contents.snapshot(place);
            Content content = remembered(contents.manifest(snapshot));
            return new Content(content.digest(), content.bytes(), behindLinks(snapshot));
        } catch (ContentException e) {
            throw unknowable(e);
        }
    }

    /** What a step may reach through links is read by it as well: each of these places counts, once. */
    private Map<String, String> behindLinks(Snapshot snapshot) throws ContentException, UnknowableException {
        Map<String, String> digests = new TreeMap<>();
        Set<Path> seen = new HashSet<>(Set.of(snapshot.root()));
        Deque<Map.Entry<String, Path>> ahead =
                new ArrayDeque<>(snapshot.linksOut().entrySet());
        while (!ahead.isEmpty()) {
            Map.Entry<String, Path> link = ahead.remove();
            if (!seen.add(link.getValue())) {
                continue;
            }
            if (seen.size() > MOST_LINKS_OUT) {
                throw new UnknowableException(
                        "%s holds links to more than %,d places outside of it: name a smaller folder"
                                .formatted(snapshot.root(), MOST_LINKS_OUT));
            }
            Snapshot behind = contents.snapshot(link.getValue());
            digests.put(link.getKey(), remembered(contents.manifest(behind)).digest());
            behind.linksOut()
                    .forEach((name, target) -> ahead.add(Map.entry("%s/%s".formatted(link.getKey(), name), target)));
        }
        return digests;
    }

    @Override
    public long newestModification(String location, String path) throws UnknowableException {
        try {
            return contents.newestModification(place(location, path));
        } catch (ContentException e) {
            throw unknowable(e);
        }
    }

    @Override
    public Optional<Sight> sight(String location, String path) throws UnknowableException {
        try {
            Snapshot snapshot = contents.snapshot(place(location, path));
            return Optional.of(() -> content(snapshot));
        } catch (ContentException e) {
            if (e.reason() == Reason.MISSING) {
                return Optional.empty();
            }
            throw unknowable(e);
        }
    }

    @Override
    public Optional<Content> measure(String location, String path) throws UnknowableException {
        try {
            Manifest manifest = contents.manifest(place(location, path));
            return Optional.of(new Content(manifest.digest().hex(), manifest.bytes()));
        } catch (ContentException e) {
            if (e.reason() == Reason.MISSING) {
                return Optional.empty();
            }
            throw unknowable(e);
        }
    }

    private Content content(Snapshot snapshot) throws UnknowableException {
        try {
            return remembered(contents.manifest(snapshot));
        } catch (ContentException e) {
            throw unknowable(e);
        }
    }

    private static Path place(String location, String path) {
        String relative = path.replaceFirst("^/+", "");
        return Path.of(location).resolve(relative).normalize();
    }

    private static UnknowableException unknowable(ContentException e) {
        return new UnknowableException(String.valueOf(e.getMessage()));
    }

    private Content remembered(Manifest manifest) throws UnknowableException {
        String digest = manifest.digest().hex();
        Path file = file(digest);
        if (!Files.exists(file)) {
            try {
                save(manifest, file);
            } catch (IOException e) {
                throw new UnknowableException("%s cannot be written: %s".formatted(file, e.getMessage()));
            }
        }
        return new Content(digest, manifest.bytes());
    }

    private static void save(Manifest manifest, Path file) throws IOException {
        Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
        Files.createDirectories(folder);
        Path aside = Files.createTempFile(folder, "manifest", ".new");
        try {
            try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(aside))) {
                ManifestJson.write(manifest, output);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private Path file(String digest) {
        return memory.resolve(digest.substring(0, 2)).resolve(digest);
    }

    @Override
    public List<String> differences(String before, String after) {
        Optional<Manifest> old = read(before);
        Optional<Manifest> now = read(after);
        return old.isPresent() && now.isPresent()
                ? Differences.between(old.get(), now.get(), MOST_DIFFERENCES).lines()
                : List.of();
    }

    private Optional<Manifest> read(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        try (InputStream input = new BufferedInputStream(Files.newInputStream(file(digest)))) {
            return Optional.of(ManifestJson.read(input, ContentLimits.DEFAULT.entries()));
        } catch (IOException e) {
            return Optional.empty(); // forgotten or damaged: the explanation says less
        }
    }
}
