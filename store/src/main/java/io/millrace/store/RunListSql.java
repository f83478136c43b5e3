package io.millrace.store;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.ScheduleId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A page of the list of runs as SQL. One restriction leads, or two that have an index together: each of their values is
 * looked up there, in order and no further than the page needs, so that the work depends on the page and not on the
 * number of runs. The other restrictions are checked on the rows that are met.
 *
 * @param values for the question marks, in order
 */
record RunListSql(String text, List<Object> values) {
    private static final String COLUMNS =
            "id, name, user_name, storage, description, source, retry_of, status, message,"
                    + " created_at, activated_at, ended_at, updated_at, schedule_id, scheduled_at";

    /** More values than this are cheaper to check on the way through all runs. */
    private static final int MOST_LEADING = 50;

    /** Tells SQLite not to look a column up in its index, so that what leads stays what leads. */
    private static final String NOT_INDEXED = "+";

    /** Each two of these have an index together. */
    private static final Set<String> PAIRED = Set.of("name", "status", "user_name", "storage");

    RunListSql {
        values = List.copyOf(values);
    }

    /** A column that may have one of some values. */
    private record Restriction(String column, List<?> values) {
        String condition() {
            return NOT_INDEXED + column + " IN (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
        }

        boolean canLead() {
            return values.size() <= MOST_LEADING;
        }

        boolean pairsWith(Restriction other) {
            return !column.equals(other.column)
                    && PAIRED.contains(column)
                    && PAIRED.contains(other.column)
                    && values.size() * other.values.size() <= MOST_LEADING;
        }
    }

    static RunListSql of(RunFilter filter, int limit) {
        List<Restriction> restrictions = restrictions(filter);
        List<Restriction> leaders =
                restrictions.stream().filter(Restriction::canLead).toList();
        if (leaders.isEmpty()) {
            // of two lower bounds SQLite may search by the one that bounds nothing
            boolean bounded = filter.order() == RunFilter.Order.OLDEST_FIRST
                    && filter.after().isPresent();
            String all = (bounded ? NOT_INDEXED : "") + "id > ?";
            return whole(filter, Part.ids(all, List.of(0), restrictions, filter, limit));
        }
        Restriction leader = leaders.getFirst();
        Optional<Restriction> second =
                leaders.stream().filter(leader::pairsWith).findFirst();
        List<Restriction> others = restrictions.stream()
                .filter(other -> !other.equals(leader) && !Optional.of(other).equals(second))
                .toList();
        List<Part> lookups = new ArrayList<>();
        for (Object value : leader.values()) {
            if (second.isEmpty()) {
                lookups.add(Part.ids(leader.column() + " = ?", List.of(value), others, filter, limit));
            } else {
                String both = leader.column() + " = ? AND " + second.get().column() + " = ?";
                second.get()
                        .values()
                        .forEach(other -> lookups.add(Part.ids(both, List.of(value, other), others, filter, limit)));
            }
        }
        return whole(filter, Part.union(lookups)).limited(limit);
    }

    /**
     * The most telling first: a run is one, schedules and names are many, states that last and storages are few, and nearly
     * all runs have succeeded.
     */
    private static List<Restriction> restrictions(RunFilter filter) {
        List<Restriction> all = new ArrayList<>();
        Restriction statuses = new Restriction(
                "status",
                filter.statuses().stream().map(RunStatus::word).sorted().toList());
        if (!filter.runs().isEmpty()) {
            all.add(new Restriction(
                    "id", filter.runs().stream().map(RunId::number).sorted().toList()));
        }
        boolean fleeting = filter.statuses().stream().noneMatch(RunStatus::isFinal);
        if (!filter.schedules().isEmpty()) {
            all.add(new Restriction(
                    "schedule_id",
                    filter.schedules().stream().map(ScheduleId::number).sorted().toList()));
        }
        add(all, "name", filter.names());
        if (fleeting && !statuses.values().isEmpty()) {
            all.add(statuses);
        }
        add(all, "user_name", filter.users());
        boolean common = filter.statuses().contains(RunStatus.SUCCEEDED);
        if (!fleeting && !common) {
            all.add(statuses);
        }
        add(all, "storage", filter.storages());
        if (common) {
            all.add(statuses);
        }
        return all;
    }

    private static void add(List<Restriction> all, String column, Set<String> values) {
        if (!values.isEmpty()) {
            all.add(new Restriction(column, values.stream().sorted().toList()));
        }
    }

    private static RunListSql whole(RunFilter filter, Part ids) {
        String text =
                "SELECT %s FROM run WHERE id IN (%s) ORDER BY id %s".formatted(COLUMNS, ids.text(), direction(filter));
        return new RunListSql(text, ids.values());
    }

    private static String direction(RunFilter filter) {
        return switch (filter.order()) {
            case NEWEST_FIRST -> "DESC";
            case OLDEST_FIRST -> "ASC";
        };
    }

    private static String beyond(RunFilter filter) {
        return switch (filter.order()) {
            case NEWEST_FIRST -> "id < ?";
            case OLDEST_FIRST -> "id > ?";
        };
    }

    private RunListSql limited(int limit) {
        List<Object> all = new ArrayList<>(values);
        all.add(limit);
        return new RunListSql(text + " LIMIT ?", all);
    }

    /** A part of a statement with the values for its question marks. */
    private record Part(String text, List<Object> values) {
        static Part ids(String first, List<?> leading, List<Restriction> others, RunFilter filter, int limit) {
            List<String> conditions = new ArrayList<>(List.of(first));
            List<Object> values = new ArrayList<>(leading);
            filter.after().ifPresent(after -> {
                conditions.add(beyond(filter));
                values.add(after.number());
            });
            others.forEach(other -> {
                conditions.add(other.condition());
                values.addAll(other.values());
            });
            values.add(limit);
            String text = "SELECT id FROM run WHERE %s ORDER BY id %s LIMIT ?"
                    .formatted(String.join(" AND ", conditions), direction(filter));
            return new Part(text, values);
        }

        static Part union(List<Part> parts) {
            String text = String.join(
                    " UNION ALL ",
                    parts.stream()
                            .map(part -> "SELECT id FROM (" + part.text() + ")")
                            .toList());
            return new Part(
                    text,
                    parts.stream()
                            .map(Part::values)
                            .<Object>flatMap(Collection::stream)
                            .toList());
        }
    }
}
