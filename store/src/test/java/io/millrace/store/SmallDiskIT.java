package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.StoreException;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.RunFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or cannot be written. */
class SmallDiskIT {
    @TempDir
    Path folder;

    private static EventRow big(RunId run, long sequence) {
        return new EventRow(run, sequence, "\"" + "x".repeat(3_000) + "\"");
    }

    /** Commits events until the store refuses; the answer is the last sequence it took. */
    private static long commitUntilRefused(SqliteStore store, RunId run, long from) {
        for (long sequence = from; ; sequence++) {
            try {
                store.commit(Rows.events(big(run, sequence)));
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("is full: make room and try again");
                return sequence - 1;
            }
        }
    }

    private static List<Long> sequences(SqliteStore store, RunId run) {
        List<Long> sequences = new ArrayList<>();
        store.queries().events(run, 0, event -> sequences.add(event.sequence()));
        return sequences;
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void aFullDiskRefusesAndForgetsNothingAndGoesOnWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "16m")) {
            Path database = disk.folder().resolve("millrace.db");
            Path ballast = disk.folder().resolve("ballast");
            long more;
            try (SqliteStore store = SqliteStore.open(database)) {
                RunId run = store.create(Rows.newRun());
                store.commit(Rows.events(big(run, 1)));
                fill(ballast);
                long last = commitUntilRefused(store, run, 2);
                assertThat(sequences(store, run)).hasSize((int) last);
                assertThatThrownBy(() -> store.create(Rows.newRun())).isInstanceOf(StoreException.class);
                Files.delete(ballast);
                store.commit(Rows.events(big(run, last + 1)));
                assertThat(sequences(store, run)).hasSize((int) last + 1);
                more = commitUntilRefused(store, run, last + 2);
                assertThat(more).isGreaterThan(last + 1);
            }
            try (SqliteStore store = SqliteStore.open(database)) {
                assertThat(sequences(store, new RunId(1))).hasSize((int) more);
            }
        }
    }

    @Test
    void manyWhoMeetAFullDiskAllHearIt() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "16m");
                SqliteStore store = SqliteStore.open(disk.folder().resolve("millrace.db"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<RunId> runs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                runs.add(store.create(Rows.newRun()));
            }
            List<Future<Long>> taken = new ArrayList<>();
            for (RunId run : runs) {
                taken.add(threads.submit(() -> commitUntilRefused(store, run, 1)));
            }
            for (int i = 0; i < runs.size(); i++) {
                int last = taken.get(i).get().intValue();
                assertThat(sequences(store, runs.get(i))).hasSize(last);
            }
        }
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "16m")) {
            Path database = disk.folder().resolve("millrace.db");
            try (SqliteStore store = SqliteStore.open(database)) {
                store.create(Rows.newRun());
            }
            disk.makeReadOnly();
            assertThatThrownBy(() -> SqliteStore.open(database))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot work on " + database)
                    .hasMessageContaining("read-only");
            try (SqliteQueries queries = SqliteQueries.open(database)) {
                assertThatThrownBy(() -> queries.runs(RunFilter.ALL, 10))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("read-only");
            }
        }
    }
}
