package io.millrace.server.storage;

import io.millrace.engine.Storage;
import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.registry.RegisteredStorage;
import io.millrace.engine.registry.StorageRegistry;
import io.millrace.server.http.ApiCode;
import io.millrace.server.run.Storages;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The registered storages as runs use them. A folder that has been moved away, or replaced by a link to another one, since
 * it was registered is not used.
 *
 * @param files reads what is inside
 */
public record RegisteredStorages(StorageRegistry registry, Storage files) implements Storages {
    private static final int LARGEST_PIPELINE = 16 << 20;

    @Override
    public StorageRoot root(String owner, String name) {
        RegisteredStorage storage = registry.storage(owner, name)
                .orElseThrow(() -> ApiCode.INVALID_ARGUMENTS.because(
                        "%s has no storage '%s'; register it first".formatted(owner, name)));
        String location = storage.made().location();
        if (!isWhereItWas(location)) {
            throw ApiCode.INVALID_ARGUMENTS.because("the folder %s of storage '%s' is gone or is another one now"
                    .formatted(storage.made().subPath(), name));
        }
        return new StorageRoot(location, location);
    }

    private static boolean isWhereItWas(String location) {
        try {
            return Path.of(location).toRealPath().toString().equals(location);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String text(String owner, String name, String path) {
        String root = root(owner, name).location();
        if (path.startsWith("/")) {
            throw unreadable("%s must be relative to the storage".formatted(path));
        }
        return switch (files.read(root, path, LARGEST_PIPELINE)) {
            case FileContent.Text(String text) -> text;
            case FileContent.Unreadable(String reason) -> throw unreadable(reason);
        };
    }

    private static RuntimeException unreadable(String reason) {
        return ApiCode.READ_YAML_FILE_FAILED.because(reason);
    }
}
