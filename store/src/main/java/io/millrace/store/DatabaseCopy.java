package io.millrace.store;

import io.millrace.engine.StoreException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Copies of a database that others may be writing to: whole, and of one moment. */
public final class DatabaseCopy {
    private DatabaseCopy() {}

    /** The version of the schema that this program writes. */
    public static int schema() {
        return Migrations.MILLRACE.all().size();
    }

    /**
     * Copies the database as it is now. Writers go on meanwhile; the copy needs no log beside it.
     *
     * @param copy does not exist yet
     * @throws StoreException when there is no database, it is of another version, or the copy cannot be written
     */
    public static void write(Path database, Path copy) {
        Session session = new SqliteFile(database)
                .read()
                .orElseThrow(() -> new StoreException("there is no database %s yet".formatted(database)));
        try (session) {
            session.execute("PRAGMA query_only = OFF"); // it counts the copy as a change, too
            PreparedStatement vacuum = session.statement("VACUUM INTO ?");
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new StoreException(
                    "cannot copy the database %s to %s: %s".formatted(database, copy, e.getMessage()), e);
        }
    }

    /**
     * Looks through a whole database for damage.
     *
     * @throws StoreException when there is some
     */
    public static void check(Path database) {
        try (Session session = new SqliteFile(database).write();
                ResultSet result =
                        session.statement("PRAGMA integrity_check(1)").executeQuery()) {
            if (!result.next() || !result.getString(1).equals("ok")) {
                throw new StoreException("the database in the backup is damaged: " + result.getString(1));
            }
        } catch (SQLException e) {
            throw StoreErrors.explain(database, e);
        }
    }
}
