package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.RememberedContents;
import io.millrace.engine.cache.StorageContents;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.store.content.DigestFile;
import io.millrace.store.home.Home;

/** The files of this machine as the cache of a home looks at them. */
final class CacheContents {
    private CacheContents() {}

    static StorageContents of(Home home) {
        Contents contents = new Contents(new DigestFile(home.digests()), TimeSource.SYSTEM, ContentLimits.DEFAULT);
        return new RememberedContents(contents, home.manifests());
    }
}
