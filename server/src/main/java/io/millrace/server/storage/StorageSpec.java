package io.millrace.server.storage;

import io.millrace.engine.registry.RegisteredStorage.NewStorage;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a request to register a storage says.
 *
 * @param user who is to own it
 * @param folder absolute path
 */
record StorageSpec(
        String user, String name, String folder, Map<String, String> properties, boolean independentMountProcess) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,63}");
    private static final int LONGEST_ID = 59;
    private static final String LOCAL = "local://";
    private static final List<String> LATER = List.of("hdfs", "s3", "sftp", "mock", "cfs", "glusterfs", "bos", "afs");

    static StorageSpec of(Fields body, Caller caller) {
        String owner = caller.isRoot() && !body.text("username").isEmpty() ? body.text("username") : caller.name();
        String name = body.text("name");
        if (!NAME.matcher(name).matches() || owner.length() + name.length() > LONGEST_ID) {
            throw ApiCode.FILE_SYSTEM_NAME_FORMAT_ERROR.because(
                    "the name of a storage has 1 to 63 letters, digits, - or _, and with the name of its owner at most %d characters: '%s' of %s does not"
                            .formatted(LONGEST_ID, name, owner));
        }
        String folder = folder(body.text("url"));
        return new StorageSpec(
                owner,
                name,
                folder,
                body.texts("properties"),
                body.flag("independentMountProcess").orElse(false));
    }

    private static String folder(String url) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        if (LATER.contains(scheme)) {
            throw ApiCode.INVALID_FILE_SYSTEM_PARAMS_URL.because(
                    "%s storages are not supported; local://path/to/folder is".formatted(scheme));
        }
        String path = url.startsWith(LOCAL) ? url.substring(LOCAL.length()) : "";
        String first = path.split("/", -1)[0];
        if (first.isEmpty() || first.equals("root")) {
            throw ApiCode.INVALID_FILE_SYSTEM_PARAMS_URL.because(
                    "url must be local://path/to/folder for the folder /path/to/folder, and not in /root: '%s' is not"
                            .formatted(url));
        }
        return "/" + path;
    }

    NewStorage at(String location, Instant now) {
        return new NewStorage(user, name, "local", "", folder, location, properties, independentMountProcess, now);
    }
}
