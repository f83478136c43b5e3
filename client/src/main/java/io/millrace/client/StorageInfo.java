package io.millrace.client;

import java.util.Map;

/**
 * A storage that is registered with the server.
 *
 * @param type such as {@code local}
 * @param address of the machine that it is on; empty: the server's own
 * @param path in it
 * @param properties what else the type needs; secrets are not in clear text
 */
public record StorageInfo(
        String id, String name, String user, String type, String address, String path, Map<String, String> properties) {

    static StorageInfo of(Fields storage) {
        return new StorageInfo(
                storage.text("id"),
                storage.text("name"),
                storage.text("username"),
                storage.text("type"),
                storage.text("serverAddress"),
                storage.text("subPath"),
                storage.texts("properties"));
    }
}
