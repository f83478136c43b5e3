package io.millrace.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** The statements that write users, inside a transaction of the caller. */
final class UserWrites {
    private static final String INSERT = """
            INSERT INTO user (name, password_hash, password_version, created_at, updated_at) VALUES (?, ?, 1, ?, ?)
            ON CONFLICT (name) DO NOTHING""";

    private static final String SET_PASSWORD = """
            UPDATE user SET password_hash = ?, password_version = password_version + 1, updated_at = ? WHERE name = ?""";

    private static final String DELETE = "DELETE FROM user WHERE name = ?";

    private UserWrites() {}

    static boolean add(Session session, String name, String passwordHash, Instant at) throws SQLException {
        PreparedStatement insert = session.statement(INSERT);
        insert.setString(1, name);
        insert.setString(2, passwordHash);
        insert.setLong(3, at.toEpochMilli());
        insert.setLong(4, at.toEpochMilli());
        return insert.executeUpdate() > 0;
    }

    static boolean setPassword(Session session, String name, String passwordHash, Instant at) throws SQLException {
        PreparedStatement update = session.statement(SET_PASSWORD);
        update.setString(1, passwordHash);
        update.setLong(2, at.toEpochMilli());
        update.setString(3, name);
        return update.executeUpdate() > 0;
    }

    static boolean delete(Session session, String name) throws SQLException {
        PreparedStatement delete = session.statement(DELETE);
        delete.setString(1, name);
        return delete.executeUpdate() > 0;
    }
}
