package io.millrace.store;

import io.millrace.engine.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteOpenMode;

/** The database file: how it is opened for its owner and for readers. */
record SqliteFile(Path path) {
    private static final int BUSY_MILLIS = 10_000;

    /** The log is copied into the database when it is this long: four times the default, for fewer and calmer pauses. */
    private static final int CHECKPOINT_PAGES = 4_000;

    /** After a burst the write-ahead log shrinks to this size again. */
    private static final int KEPT_LOG_BYTES = 16 << 20;

    SqliteFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** A session that writes; makes the file when there is none. Every transaction is on disk when it is committed. */
    Session write() {
        SQLiteConfig config = common();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setJournalSizeLimit(KEPT_LOG_BYTES);
        config.enforceForeignKeys(true);
        // A check of a column against a list is a temporary table, made anew for each row: on "disk" it takes and gives
        // back 87 KB of memory.
        config.setTempStore(TempStore.MEMORY);
        makePrivate();
        Session session = open(config);
        try {
            session.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            proveWritable(session);
            return session;
        } catch (SQLException e) {
            throw closing(session, StoreErrors.explain(path, e));
        }
    }

    /** There are hashes of passwords in it; the files that SQLite makes beside it get the same mode. */
    private void makePrivate() {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // its mode is the choice of whoever made it
        } catch (IOException e) {
            // it cannot be opened then either, which is explained better
        }
    }

    /** SQLite opens a file without permission to write it silently for reading; better to hear of it now. */
    private static void proveWritable(Session session) throws SQLException {
        session.execute("BEGIN");
        session.execute("PRAGMA user_version = 0");
        session.execute("ROLLBACK");
    }

    /**
     * A session that reads, or none when there is nothing to read yet. The file is opened for writing all the same, since
     * the first reader after a crash has to bring the write-ahead log in order; statements that write are refused.
     */
    Optional<Session> read() {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        SQLiteConfig config = common();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        Session session = open(config);
        try {
            session.execute("PRAGMA query_only = ON");
            if (Migrations.MILLRACE.isCurrent(session, path)) {
                return Optional.of(session);
            }
            session.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw closing(session, StoreErrors.explain(path, e));
        } catch (StoreException e) {
            throw closing(session, e);
        }
    }

    private static SQLiteConfig common() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private Session open(SQLiteConfig config) {
        NativeLibrary.load();
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + path);
            return new Session(connection);
        } catch (SQLException e) {
            throw StoreErrors.explain(path, e);
        }
    }

    /** Closes {@code session} after a failure that matters more than one while closing. */
    static StoreException closing(Session session, StoreException failure) {
        try {
            session.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
