package io.millrace.store;

import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * A page of the list of cache entries as SQL.
 *
 * @param values for the question marks, in order
 */
record CacheListSql(String text, List<Object> values) {
    CacheListSql {
        values = List.copyOf(values);
    }

    static CacheListSql of(CacheFilter filter, int limit) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        boolean newest = filter.order() == CacheFilter.Order.NEWEST_FIRST;
        conditions.add(newest ? "cache_entry.id < ?" : "cache_entry.id > ?");
        values.add(filter.after().orElse(newest ? Long.MAX_VALUE : 0));
        among(conditions, values, "cache_entry.user_name", filter.users());
        among(conditions, values, "run.storage", filter.storages());
        among(
                conditions,
                values,
                "cache_entry.run_id",
                filter.runs().stream().map(RunId::number).toList());
        among(
                conditions,
                values,
                "cache_entry.storage",
                filter.location().stream().toList());
        among(
                conditions,
                values,
                "cache_entry.pipeline",
                filter.pipeline().stream().toList());
        among(conditions, values, "cache_entry.path", filter.path().stream().toList());
        filter.createdBefore().map(Instant::toEpochMilli).ifPresent(time -> {
            conditions.add("cache_entry.created_at < ?");
            values.add(time);
        });
        values.add(limit);
        String text = "%sWHERE %s ORDER BY cache_entry.id %s LIMIT ?"
                .formatted(CacheReads.ENTRIES, String.join(" AND ", conditions), newest ? "DESC" : "ASC");
        return new CacheListSql(text, values);
    }

    private static void among(List<String> conditions, List<Object> values, String column, Collection<?> wanted) {
        if (!wanted.isEmpty()) {
            conditions.add(column + " IN (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")");
            values.addAll(wanted);
        }
    }
}
