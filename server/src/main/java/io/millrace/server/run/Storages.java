package io.millrace.server.run;

import io.millrace.engine.core.StorageRoot;
import io.millrace.server.http.ApiException;

/** The storages that users registered. Safe for use by many threads; may block. */
public interface Storages {
    /**
     * Where a storage is.
     *
     * @param owner the user whose storage is meant
     * @throws ApiException InvalidArguments when there is none of that name
     */
    StorageRoot root(String owner, String name);

    /**
     * The text of a file in a storage.
     *
     * @param path relative to the root of the storage, as the user wrote it
     * @throws ApiException ReadYamlFileFailed when it cannot be read or leads out of the storage
     */
    String text(String owner, String name, String path);
}
