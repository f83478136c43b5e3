package io.millrace.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Storages that are registered with the server. The calls with an owner are for root; others mean their own storages.
 * Safe for use by many threads.
 */
public final class Storages {
    private static final String STORAGE = "/fs/";
    private static final String USER = "username";

    private final Wire wire;

    Storages(Wire wire) {
        this.wire = wire;
    }

    /**
     * Registers a storage of the user.
     *
     * @param url such as {@code local:///srv/data}
     * @return its id
     */
    public String create(String name, String url) {
        return create(name, url, Map.of(), Optional.empty());
    }

    /**
     * Registers a storage.
     *
     * @param properties what its type needs
     * @param owner empty: the user
     * @return its id
     */
    public String create(String name, String url, Map<String, String> properties, Optional<String> owner) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("url", url);
        if (!properties.isEmpty()) {
            body.put("properties", properties);
        }
        owner.ifPresent(user -> body.put(USER, user));
        return wire.post("/fs", body).text("fsID");
    }

    /** A page of storages, newest first. */
    public Page<StorageInfo> list(Optional<String> owner, Optional<String> marker) {
        Words query = Words.NONE.after(marker);
        return wire.get(
                        "/fs",
                        owner.map(user -> query.with(USER, user)).orElse(query).map())
                .page("fsList", StorageInfo::of);
    }

    /** All storages that the user has; root sees those of everybody. Pages are asked for as they are needed. */
    public Stream<StorageInfo> stream() {
        return Page.all(Optional.empty(), marker -> list(Optional.empty(), marker));
    }

    /** A storage of the user. */
    public StorageInfo show(String name) {
        return show(name, Optional.empty());
    }

    /** A storage of a user. */
    public StorageInfo show(String name, Optional<String> owner) {
        return StorageInfo.of(wire.get(STORAGE + Request.part(name), query(owner)));
    }

    /** Forgets a storage of the user. The files stay. */
    public void delete(String name) {
        delete(name, Optional.empty());
    }

    /** Forgets a storage of a user. The files stay. */
    public void delete(String name, Optional<String> owner) {
        String of = owner.map(user -> "?username=" + Request.part(user)).orElse("");
        wire.tell(Request.delete(STORAGE + Request.part(name) + of, ""));
    }

    private static Map<String, String> query(Optional<String> owner) {
        return owner.map(user -> Map.of(USER, user)).orElse(Map.of());
    }
}
