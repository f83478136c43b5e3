package io.millrace.store;

import io.millrace.engine.user.User;
import io.millrace.engine.user.UserQueries;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads users from the database file of a home, as {@link SqliteQueries} reads its runs. */
record SqliteUsers(ReadPool pool) implements UserQueries {
    private static final String COLUMNS = "id, name, password_hash, password_version, created_at, updated_at";
    private static final String BY_NAME = "SELECT " + COLUMNS + " FROM user WHERE name = ?";
    private static final String PAGE = "SELECT " + COLUMNS + " FROM user WHERE id > ? ORDER BY id LIMIT ?";

    @Override
    public Optional<User> user(String name) {
        return pool.read(Optional.empty(), session -> {
            PreparedStatement select = session.statement(BY_NAME);
            select.setString(1, name);
            return read(select).stream().findFirst();
        });
    }

    @Override
    public List<User> users(long after, int limit) {
        return pool.read(List.of(), session -> {
            PreparedStatement select = session.statement(PAGE);
            select.setLong(1, after);
            select.setInt(2, limit);
            return read(select);
        });
    }

    private static List<User> read(PreparedStatement select) throws SQLException {
        List<User> users = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                users.add(new User(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("password_hash"),
                        row.getLong("password_version"),
                        Columns.instant(row, "created_at"),
                        Columns.instant(row, "updated_at")));
            }
        }
        return users;
    }
}
