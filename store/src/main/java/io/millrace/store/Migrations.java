package io.millrace.store;

import io.millrace.engine.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of the schema. Each is a numbered script, applied once, in a transaction of its own, and remembered with
 * its checksum; a script that was released never changes.
 */
record Migrations(List<Migration> all) {
    /** The schema of this program. */
    static final Migrations MILLRACE = new Migrations(List.of(
            Migration.load("0001-runs.sql"),
            Migration.load("0002-cache.sql"),
            Migration.load("0003-cache-of-users.sql"),
            Migration.load("0004-schedules.sql"),
            Migration.load("0005-artifacts.sql"),
            Migration.load("0006-registry.sql"),
            Migration.load("0007-users.sql"),
            Migration.load("0008-lists.sql"),
            Migration.load("0009-capacity.sql"),
            Migration.load("0010-covering-lists.sql"),
            Migration.load("0011-retention.sql")));

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS schema_migration (
                version    INTEGER PRIMARY KEY,
                name       TEXT NOT NULL,
                checksum   TEXT NOT NULL
            )""";

    Migrations {
        all = List.copyOf(all);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).version() != i + 1) {
                throw new IllegalArgumentException("migration " + all.get(i).name() + " is not number " + (i + 1));
            }
        }
    }

    /** One step of the schema. */
    record Migration(int version, String name, String sql) {
        /** Reads a script of this package; its name begins with its number. */
        static Migration load(String name) {
            try (InputStream script = Migrations.class.getResourceAsStream("migrations/" + name)) {
                if (script == null) {
                    throw new IllegalStateException("the program lacks its resource migrations/" + name);
                }
                return of(name, new String(script.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Migration of(String name, String sql) {
            return new Migration(Integer.parseInt(name.substring(0, 4)), name, sql);
        }

        String checksum() {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /**
     * Brings the database up to this program's schema.
     *
     * @throws StoreException when it is newer, was made by other scripts, or holds something else
     */
    void apply(Session session, Path database) throws SQLException {
        Map<Integer, String> applied = applied(session);
        check(applied, database);
        if (applied.isEmpty() && holdsTables(session)) {
            throw new StoreException("%s is a database of another program: move it away or choose another data folder"
                    .formatted(database));
        }
        for (Migration migration : all.subList(applied.size(), all.size())) {
            apply(session.connection(), migration);
        }
    }

    /** Whether the schema is this program's; false when there is none yet. */
    boolean isCurrent(Session session, Path database) throws SQLException {
        Map<Integer, String> applied = applied(session);
        check(applied, database);
        if (!applied.isEmpty() && applied.size() < all.size()) {
            throw new StoreException(
                    ("%s was written by an older Millrace: any command that runs a pipeline brings it up to date; if an"
                                    + " older Millrace still works on it, end that first")
                            .formatted(database));
        }
        return !applied.isEmpty();
    }

    private void check(Map<Integer, String> applied, Path database) {
        if (applied.size() > all.size()) {
            throw new StoreException(
                    "%s was written by a newer Millrace (schema %d, this program knows %d): use the newer program"
                            .formatted(database, applied.size(), all.size()));
        }
        for (Migration migration : all.subList(0, applied.size())) {
            if (!migration.checksum().equals(applied.get(migration.version()))) {
                throw new StoreException(
                        ("%s was made by another build of Millrace: its schema %s differs from this program's; use the"
                                        + " program that made it, or choose another data folder")
                                .formatted(database, migration.name()));
            }
        }
    }

    private static Map<Integer, String> applied(Session session) throws SQLException {
        Map<Integer, String> applied = new TreeMap<>();
        try (Statement statement = session.connection().createStatement()) {
            if (!exists(statement, "name = 'schema_migration'")) {
                return applied;
            }
            try (ResultSet rows = statement.executeQuery("SELECT version, checksum FROM schema_migration")) {
                while (rows.next()) {
                    applied.put(rows.getInt(1), rows.getString(2));
                }
            }
        }
        return applied;
    }

    private static boolean holdsTables(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            return exists(statement, "type = 'table'");
        }
    }

    private static boolean exists(Statement statement, String condition) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE " + condition + " LIMIT 1")) {
            return row.next();
        }
    }

    /** After a failure the caller closes the connection, and with it the transaction. */
    private static void apply(Connection connection, Migration migration) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement script = connection.createStatement()) {
            script.executeUpdate(TABLE);
            script.executeUpdate(migration.sql());
            remember(connection, migration);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void remember(Connection connection, Migration migration) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO schema_migration (version, name, checksum) VALUES (?, ?, ?)")) {
            insert.setInt(1, migration.version());
            insert.setString(2, migration.name());
            insert.setString(3, migration.checksum());
            insert.executeUpdate();
        }
    }
}
