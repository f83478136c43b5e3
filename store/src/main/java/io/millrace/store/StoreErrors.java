package io.millrace.store;

import io.millrace.engine.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What SQLite's error codes mean for the person in front of the screen. */
final class StoreErrors {
    /** Primary result codes; the extended ones carry them in their low byte. */
    private static final int PERM = 3;

    private static final int BUSY = 5;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int CONSTRAINT = 19;
    private static final int NOTADB = 26;

    private StoreErrors() {}

    static StoreException explain(Path database, SQLException e) {
        return new StoreException(message(database, e), e);
    }

    /** Whether the database refused the values, not the work: a bug of ours, since the caller checks them before. */
    static boolean isConstraint(SQLException e) {
        return primaryCode(e) == CONSTRAINT;
    }

    private static String message(Path database, SQLException e) {
        return switch (primaryCode(e)) {
            case FULL ->
                "the disk that holds %s is full: make room and try again; what was saved before is safe"
                        .formatted(database);
            case READONLY, PERM -> readOnly(database);
            case CANTOPEN -> cannotOpen(database);
            case NOTADB ->
                "%s is not a Millrace database: move it away or choose another data folder".formatted(database);
            case CORRUPT ->
                ("%s is damaged: restore it from a backup, or move it away together with its -wal and -shm"
                                + " files to start empty (%s)")
                        .formatted(database, reason(e));
            case BUSY ->
                "another process keeps %s locked: end it (`fuser %s` names it) and try again"
                        .formatted(database, database);
            case IOERR ->
                "the disk failed to read or write %s: check the disk and its free space (%s)"
                        .formatted(database, reason(e));
            default -> "the database %s cannot be used: %s".formatted(database, reason(e));
        };
    }

    private static String cannotOpen(Path database) {
        if (Files.isDirectory(database)) {
            return "%s is a folder, but the database should be there: move it away or choose another data folder"
                    .formatted(database);
        }
        if (Files.notExists(database.getParent())) {
            return "cannot open %s: its folder does not exist; create it or choose another data folder"
                    .formatted(database);
        }
        if (Files.isReadable(database) && Files.isReadable(database.getParent())) {
            return readOnly(database);
        }
        return ("cannot open %s: this user may not read and write the file and its folder; change their permissions or"
                        + " choose another data folder")
                .formatted(database);
    }

    /** Reading, too, may need to write: SQLite keeps files beside the database by which its processes agree. */
    private static String readOnly(Path database) {
        return "cannot work on %s: the file, its folder or its file system is read-only for this user; %s"
                .formatted(database, "change their permissions or choose another data folder");
    }

    private static int primaryCode(SQLException e) {
        return switch (e) {
            case SQLiteException sqlite -> sqlite.getResultCode().code & 0xff;
            case BatchUpdateException batch when batch.getCause() instanceof SQLException cause -> primaryCode(cause);
            default -> e.getErrorCode() & 0xff;
        };
    }

    private static String reason(SQLException e) {
        return String.valueOf(e.getMessage());
    }
}
