package io.millrace.store;

import io.millrace.engine.StoreException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite's own code. The driver carries it along and unpacks it into the temporary folder before it is first used. */
final class NativeLibrary {
    /** The driver writes stack traces to the terminal before it throws. Held here, since loggers are forgotten else. */
    private static final Logger DRIVER = Logger.getLogger("org.sqlite");

    private NativeLibrary() {}

    /** Repeats do nothing. */
    static void load() {
        DRIVER.setLevel(Level.OFF);
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new StoreException(
                    ("cannot load SQLite through the temporary folder %s: it needs 2 MB of room there and the right to run"
                                    + " programs; name another folder with JAVA_TOOL_OPTIONS=-Dorg.sqlite.tmpdir=FOLDER")
                            .formatted(System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))),
                    e);
        }
    }
}
