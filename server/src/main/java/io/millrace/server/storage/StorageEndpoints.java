package io.millrace.server.storage;

import io.millrace.engine.TimeSource;
import io.millrace.engine.registry.RegisteredStorage;
import io.millrace.engine.registry.StorageRegistry;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What can be asked about storages. */
public record StorageEndpoints(StorageRegistry registry, LocalRoots roots, TimeSource time) {

    /** All of them; what mounts and caches storages is refused, since nothing is mounted here. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/fs", this::create),
                Route.of("GET", "/fs", this::list),
                Route.of("GET", "/fs/{fsName}", this::show),
                Route.of("DELETE", "/fs/{fsName}", this::delete),
                Route.of("POST", "/fsCache", StorageEndpoints::noCaches),
                Route.of("GET", "/fsCache/{fsName}", StorageEndpoints::noCaches),
                Route.of("DELETE", "/fsCache/{fsName}", StorageEndpoints::noCaches),
                Route.of("POST", "/link", StorageEndpoints::noLinks),
                Route.of("GET", "/link/{fsName}", StorageEndpoints::noLinks),
                Route.of("DELETE", "/link/{fsName}", StorageEndpoints::noLinks));
    }

    private Answer create(Call call) {
        StorageSpec spec = StorageSpec.of(call.body(ApiCode.MALFORMED_JSON), call.caller());
        String location = roots.open(call.caller(), spec.folder()).toString();
        RegisteredStorage made = registry.register(spec.at(location, time.now()))
                .orElseThrow(() -> ApiCode.DUPLICATED_NAME.because(
                        "%s has a storage '%s' already: choose another name, or delete that one"
                                .formatted(spec.user(), spec.name())));
        return Answer.object(201, json -> {
            json.writeStringField("fsName", made.made().name());
            json.writeStringField("fsID", made.id());
        });
    }

    /** Newest first. */
    private Answer list(Call call) {
        Page page = Page.of(call);
        String user = user(call);
        Optional<String> owner =
                call.caller().isRoot() && call.caller().name().equals(user) ? Optional.empty() : Optional.of(user);
        Optional<String> name = Optional.of(call.query("fsName")).filter(text -> !text.isEmpty());
        List<RegisteredStorage> rows = registry.storages(owner, name, page.after(), page.rows());
        OptionalLong next = page.next(rows, RegisteredStorage::number);
        return Answer.object(json -> {
            json.writeStringField("marker", call.query("marker"));
            json.writeBooleanField("truncated", next.isPresent());
            json.writeStringField("nextMarker", next.isPresent() ? Page.marker(next.getAsLong()) : "");
            json.writeArrayFieldStart("fsList");
            for (RegisteredStorage storage : page.shown(rows)) {
                StorageJson.write(json, storage);
            }
            json.writeEndArray();
        });
    }

    private Answer show(Call call) {
        String user = user(call);
        String name = call.path("fsName");
        RegisteredStorage found = registry.storage(user, name).orElseThrow(() -> unknown(user, name));
        return new Answer.Json(200, json -> StorageJson.write(json, found));
    }

    private Answer delete(Call call) {
        String user = user(call);
        String name = call.path("fsName");
        return switch (registry.delete(user, name)) {
            case DONE, LAST -> Answer.EMPTY;
            case ABSENT -> throw unknown(user, name);
            case IN_USE ->
                throw ApiCode.ACTION_NOT_ALLOWED.because(
                        "storage '%s' of %s is used by a run that has not ended, or by a running schedule: stop those first"
                                .formatted(name, user));
        };
    }

    /** Whose storages are meant: root may name somebody, of others it is ignored. */
    private static String user(Call call) {
        String named = call.query("username");
        return call.caller().isRoot() && !named.isEmpty()
                ? named
                : call.caller().name();
    }

    private static RuntimeException unknown(String user, String name) {
        return ApiCode.RECORD_NOT_FOUND.because("%s has no storage '%s'".formatted(user, name));
    }

    private static Answer noCaches(Call call) {
        throw ApiCode.ACTION_NOT_ALLOWED.because(
                "storages are folders of this machine here, and are read without a cache in between: there is none to set up");
    }

    private static Answer noLinks(Call call) {
        throw ApiCode.ACTION_NOT_ALLOWED.because(
                "links between storages are not supported; mount the other storage in the pipeline with extra_fs");
    }
}
