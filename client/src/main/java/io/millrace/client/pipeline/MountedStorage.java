package io.millrace.client.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A storage as steps see it.
 *
 * @param name of the storage
 * @param mountPath where steps see it; empty: nowhere in particular
 * @param subPath the folder of it that they see; empty: all of it
 * @param readOnly whether they may only read; not for the main storage
 */
public record MountedStorage(String name, String mountPath, String subPath, boolean readOnly) {
    /** All of a storage. */
    public static MountedStorage of(String name) {
        return new MountedStorage(name, "", "", false);
    }

    /** The same at a path. */
    public MountedStorage at(String path) {
        return new MountedStorage(name, path, subPath, readOnly);
    }

    /** The same from a folder of it on. */
    public MountedStorage folder(String folder) {
        return new MountedStorage(name, mountPath, folder, readOnly);
    }

    /** The same for reading only. */
    public MountedStorage toRead() {
        return new MountedStorage(name, mountPath, subPath, true);
    }

    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", name);
        if (!mountPath.isEmpty()) {
            form.put("mount_path", mountPath);
        }
        if (!subPath.isEmpty()) {
            form.put("sub_path", subPath);
        }
        if (readOnly) {
            form.put("read_only", true);
        }
        return form;
    }
}
