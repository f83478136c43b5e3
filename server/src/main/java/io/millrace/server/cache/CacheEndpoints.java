package io.millrace.server.cache;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.cache.CacheFilter.Order;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.cache.CacheStore;
import io.millrace.engine.core.RunId;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be asked about results that later runs may reuse. */
public final class CacheEndpoints {
    private static final Pattern ID = Pattern.compile("cch-(\\d{6,18})");

    private final CacheQueries queries;
    private final CacheStore store;

    public CacheEndpoints(CacheQueries queries, CacheStore store) {
        this.queries = queries;
        this.store = store;
    }

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/runCache", this::list),
                Route.of("GET", "/runCache/{cacheID}", this::show),
                Route.of("DELETE", "/runCache/{cacheID}", this::delete));
    }

    private Answer list(Call call) {
        Page page = Page.of(call);
        List<CacheEntry.Stored> rows = rows(call, page);
        return Answer.object(json -> {
            page.write(json, rows, CacheEntry.Stored::number);
            json.writeArrayFieldStart("runCacheList");
            for (CacheEntry.Stored entry : page.shown(rows)) {
                entry(json, entry);
            }
            json.writeEndArray();
        });
    }

    private List<CacheEntry.Stored> rows(Call call, Page page) {
        List<String> users = call.caller().isRoot()
                ? call.queryList("userFilter")
                : List.of(call.caller().name());
        List<String> ids = call.queryList("runFilter");
        Set<RunId> runs = new LinkedHashSet<>();
        ids.forEach(id -> RunId.of(id).ifPresent(runs::add));
        if (runs.isEmpty() != ids.isEmpty()) {
            return List.of(); // only runs that do not exist are asked for
        }
        CacheFilter filter = CacheFilter.ALL
                .in(Order.OLDEST_FIRST)
                .withUsers(Set.copyOf(users))
                .withStorages(Set.copyOf(call.queryList("fsFilter")))
                .withRuns(runs)
                .after(page.after());
        return queries.entries(filter, page.rows());
    }

    private Answer show(Call call) {
        CacheEntry.Stored found = find(call);
        return new Answer.Json(200, json -> entry(json, found));
    }

    private Answer delete(Call call) {
        CacheEntry.Stored found = find(call);
        if (!store.delete(found.number())) {
            throw notFound(call.path("cacheID"));
        }
        return Answer.EMPTY;
    }

    private CacheEntry.Stored find(Call call) {
        String id = call.path("cacheID");
        Matcher matcher = ID.matcher(id);
        Optional<CacheEntry.Stored> found =
                matcher.matches() ? queries.entry(Long.parseLong(matcher.group(1))) : Optional.empty();
        CacheEntry.Stored entry = found.orElseThrow(() -> notFound(id));
        call.caller().require(entry.entry().user(), "cache entry " + id);
        return entry;
    }

    private static RuntimeException notFound(String id) {
        return ApiCode.RUN_CACHE_NOT_FOUND.because("there is no cache entry %s".formatted(id));
    }

    private static void entry(JsonGenerator json, CacheEntry.Stored stored) throws IOException {
        CacheEntry entry = stored.entry();
        json.writeStartObject();
        json.writeStringField("cacheID", "cch-%06d".formatted(stored.number()));
        json.writeStringField("firstFp", entry.first());
        json.writeStringField("secondFp", entry.second());
        json.writeStringField("runID", entry.run().toString());
        json.writeStringField("source", entry.source());
        json.writeStringField("jobID", entry.jobId());
        json.writeStringField("step", entry.path());
        json.writeStringField("fsname", stored.storage());
        json.writeStringField("username", entry.user());
        json.writeStringField("expiredTime", Long.toString(entry.maxExpiredTime()));
        json.writeStringField("strategy", entry.strategy().word());
        json.writeStringField("custom", "");
        json.writeStringField("createTime", WireTime.text(entry.createdAt()));
        json.writeStringField("updateTime", WireTime.text(stored.lastHitAt().orElse(entry.createdAt())));
        json.writeEndObject();
    }
}
