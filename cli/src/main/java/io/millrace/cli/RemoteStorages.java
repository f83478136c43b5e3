package io.millrace.cli;

import io.millrace.client.Page;
import io.millrace.client.StorageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Storages of a server. */
record RemoteStorages(Context context, Remote remote) {

    void create(String name, String url, Map<String, String> properties, String user) {
        String id = remote.ask(client -> client.storages().create(name, url, properties, owner(user)));
        context.out().println(id);
        context.out().flush();
    }

    void list(String user, PageOption page, ListFormat format) {
        records(format).printAll(remote.ask(client -> {
            List<StorageInfo> storages = new ArrayList<>();
            Optional<String> marker = Optional.empty();
            do {
                Page<StorageInfo> some = client.storages().list(owner(user), marker);
                storages.addAll(some.items());
                marker = some.marker();
            } while (marker.isPresent() && storages.size() < page.limit());
            return storages.stream().limit(page.limit()).toList();
        }));
    }

    void show(String name, String user, ListFormat format) {
        records(format).print(remote.ask(client -> client.storages().show(name, owner(user))));
    }

    void delete(String name, String user) {
        remote.tell(client -> client.storages().delete(name, owner(user)));
        context.out().println("deleted " + name);
        context.out().flush();
    }

    private static Optional<String> owner(String user) {
        return Optional.of(user).filter(text -> !text.isEmpty());
    }

    private Records<StorageInfo> records(ListFormat format) {
        return new Records<>(
                context,
                format,
                "no storages; `millrace fs create NAME URL` registers one",
                List.of(
                        new Records.Column<>("NAME", StorageInfo::name),
                        new Records.Column<>("USER", StorageInfo::user),
                        new Records.Column<>("TYPE", StorageInfo::type),
                        new Records.Column<>("ADDRESS", StorageInfo::address),
                        new Records.Column<>("PATH", StorageInfo::path)));
    }
}
