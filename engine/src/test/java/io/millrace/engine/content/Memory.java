package io.millrace.engine.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Known digests that live as long as the test. */
final class Memory implements KnownDigests {
    final Map<FileStamp, Digest> digests = new ConcurrentHashMap<>();

    @Override
    public List<Optional<Digest>> find(List<FileStamp> stamps) {
        List<Optional<Digest>> found = new ArrayList<>();
        for (FileStamp stamp : stamps) {
            found.add(Optional.ofNullable(digests.get(stamp)));
        }
        return found;
    }

    @Override
    public void save(Map<FileStamp, Digest> more) {
        digests.putAll(more);
    }
}
