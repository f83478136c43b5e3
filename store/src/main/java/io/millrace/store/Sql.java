package io.millrace.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Statements with their values, short enough that nothing else is to be said about them. */
final class Sql {
    private Sql() {}

    /** Makes a value of the row that a result set stands on. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> all(Session session, String sql, List<?> values, Row<T> row) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = bound(session, sql, values).executeQuery()) {
            while (rows.next()) {
                all.add(row.read(rows));
            }
        }
        return all;
    }

    static <T> Optional<T> one(Session session, String sql, List<?> values, Row<T> row) throws SQLException {
        try (ResultSet rows = bound(session, sql, values).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    /** The same, until the values together are longer than allowed: the last one is the one that makes them so. */
    static <T> List<T> upTo(
            long longest, Session session, String sql, List<?> values, Row<T> row, ToLongFunction<T> length)
            throws SQLException {
        List<T> all = new ArrayList<>();
        long sum = 0;
        try (ResultSet rows = bound(session, sql, values).executeQuery()) {
            while (sum <= longest && rows.next()) {
                T value = row.read(rows);
                sum += length.applyAsLong(value);
                all.add(value);
            }
        }
        return all;
    }

    static boolean any(Session session, String sql, List<?> values) throws SQLException {
        try (ResultSet rows = bound(session, sql, values).executeQuery()) {
            return rows.next();
        }
    }

    /** How many rows changed. */
    static int update(Session session, String sql, List<?> values) throws SQLException {
        return bound(session, sql, values).executeUpdate();
    }

    private static PreparedStatement bound(Session session, String sql, List<?> values) throws SQLException {
        PreparedStatement statement = session.statement(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }

    /** Adds a condition that a column is one of some values; none when there are no values. */
    static void restrict(StringBuilder sql, List<Object> values, String column, Collection<?> wanted) {
        if (!wanted.isEmpty()) {
            sql.append(" AND ").append(column).append(" IN (");
            sql.append(String.join(", ", Collections.nCopies(wanted.size(), "?")))
                    .append(")");
            values.addAll(wanted);
        }
    }
}
