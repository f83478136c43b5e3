package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.RememberedContents;
import io.millrace.engine.cache.StorageContents;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.engine.content.KnownDigests;
import io.millrace.store.home.Home;

/** The files of this machine as the cache of a home looks at them. */
final class CacheContents {
    private CacheContents() {}

    static StorageContents of(Home home) {
        Contents contents = new Contents(KnownDigests.NONE, TimeSource.SYSTEM, ContentLimits.DEFAULT);
        return new RememberedContents(contents, home.manifests());
    }
}
