package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.millrace.engine.StoreException;
import io.millrace.engine.record.RunFilter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when the database is not what it should be. */
class BadFilesTest {
    @TempDir
    Path folder;

    private Path database() {
        return folder.resolve("home").resolve("millrace.db");
    }

    private Path made() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        return database();
    }

    private void bothSay(String message) {
        says(() -> SqliteStore.open(database()).close(), message);
        readerSays(message);
    }

    private void readerSays(String message) {
        says(
                () -> {
                    try (SqliteQueries queries = SqliteQueries.open(database())) {
                        queries.runs(RunFilter.ALL, 10);
                    }
                },
                message);
    }

    private static void says(ThrowingCallable open, String message) {
        assertThatThrownBy(open).isInstanceOf(StoreException.class).hasMessageContaining(message);
    }

    @Test
    void notADatabase() throws Exception {
        Files.writeString(made(), "a shopping list, and a long one\n".repeat(100));
        bothSay(database() + " is not a Millrace database: move it away or choose another data folder");
        assertThat(database()).hasContent("a shopping list, and a long one\n".repeat(100));
    }

    @Test
    void aFolderInItsPlace() throws Exception {
        Files.createDirectories(made());
        bothSay(database() + " is a folder, but the database should be there");
    }

    @Test
    void noFolderAroundIt() {
        says(() -> SqliteStore.open(database()), "its folder does not exist; create it");
    }

    @Test
    void anEmptyFileIsANewDatabase() throws Exception {
        Files.createFile(made());
        try (SqliteStore store = SqliteStore.open(database())) {
            assertThat(store.create(Rows.newRun()).number()).isEqualTo(1);
        }
    }

    @Test
    void damaged() throws Exception {
        try (SqliteStore store = SqliteStore.open(made())) {
            for (int i = 0; i < 50; i++) {
                store.create(Rows.newRun());
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
            byte[] noise = new byte[(int) file.length() - 4096];
            new Random(1).nextBytes(noise);
            file.seek(4096);
            file.write(noise);
        }
        bothSay(database() + " is damaged: restore it from a backup, or move it away together with its -wal and -shm");
    }

    @Test
    void cutOff() throws Exception {
        SqliteStore.open(made()).close();
        try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
            file.setLength(4096 * 3);
        }
        bothSay("is damaged");
    }

    @Test
    void aFileOfAnotherUser() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may read and write everything");
        SqliteStore.open(made()).close();
        Files.setPosixFilePermissions(database(), PosixFilePermissions.fromString("---------"));
        bothSay("cannot open " + database() + ": this user may not read and write the file and its folder");
        Files.setPosixFilePermissions(database(), PosixFilePermissions.fromString("r--------"));
        says(() -> SqliteStore.open(database()), "cannot work on " + database());
    }

    @Test
    void aFolderThatCannotBeWritten() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may read and write everything");
        SqliteStore.open(made()).close();
        Path home = folder.resolve("home");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-x------"));
        try {
            says(() -> SqliteStore.open(database()), "is read-only for this user");
            readerSays("is read-only for this user");
        } finally {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
