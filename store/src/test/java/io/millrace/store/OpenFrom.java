package io.millrace.store;

import io.millrace.engine.StoreException;
import java.nio.file.Path;

/** Opens a store with a temporary folder of its own; prints what a person would see. */
final class OpenFrom {
    private OpenFrom() {}

    public static void main(String[] arguments) {
        System.setProperty("org.sqlite.tmpdir", arguments[1]);
        System.setErr(System.out);
        try {
            SqliteStore.open(Path.of(arguments[0])).close();
            System.out.println("opened");
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
    }
}
