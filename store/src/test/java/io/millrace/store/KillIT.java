package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.RunFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they write. */
class KillIT {
    private static final int LINES_BEFORE_KILL = 400;

    @TempDir
    Path folder;

    /** Highest event that was acknowledged, by run. */
    private static Map<Long, Long> acknowledged(List<String> lines) {
        Map<Long, Long> highest = new HashMap<>();
        for (String line : lines) {
            if (line.endsWith(".")) {
                String[] words = line.substring(0, line.length() - 1).split(" ", -1);
                highest.merge(Long.parseLong(words[0]), Long.parseLong(words[1]), Math::max);
            }
        }
        return highest;
    }

    private Map<Long, Long> writeAndKill(Path database) throws Exception {
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(CommitForever.class, database.toString())) {
            for (int i = 0; i < LINES_BEFORE_KILL; i++) {
                lines.add(child.line());
            }
            child.kill();
            lines.addAll(child.rest());
        }
        return acknowledged(lines);
    }

    @RepeatedTest(3)
    void whatWasAcknowledgedIsThere() throws Exception {
        Path database = folder.resolve("millrace.db");
        Map<Long, Long> acknowledged = writeAndKill(database);
        assertThat(acknowledged).hasSize(CommitForever.THREADS);
        try (SqliteStore store = SqliteStore.open(database)) {
            acknowledged.forEach((run, event) -> {
                List<EventRow> events = new ArrayList<>();
                store.queries().events(new RunId(run), 0, events::add);
                assertThat(events).hasSizeGreaterThanOrEqualTo(event.intValue());
                assertThat(store.queries().nodes(new RunId(run), -1, Integer.MAX_VALUE))
                        .as("nodes written together with the events")
                        .hasSameSizeAs(events);
            });
            RunId next = store.create(Rows.newRun());
            assertThat(acknowledged).doesNotContainKey(next.number());
        }
    }

    @Test
    void aReaderMayBeTheFirstToOpenWhatAKilledOwnerLeft() throws Exception {
        Path database = folder.resolve("millrace.db");
        Map<Long, Long> acknowledged = writeAndKill(database);
        try (SqliteQueries queries = SqliteQueries.open(database)) {
            assertThat(queries.runs(RunFilter.ALL, 100)).hasSize(CommitForever.THREADS);
            acknowledged.forEach((run, event) -> {
                List<EventRow> events = new ArrayList<>();
                queries.events(new RunId(run), event - 1, events::add);
                assertThat(events).isNotEmpty();
            });
        }
    }

    @Test
    void aReaderSeesWhatALivingOwnerAcknowledged() throws Exception {
        Path database = folder.resolve("millrace.db");
        try (ChildJvm child = ChildJvm.start(CommitForever.class, database.toString());
                SqliteQueries queries = SqliteQueries.open(database)) {
            for (int i = 0; i < 200; i++) {
                Map<Long, Long> line = acknowledged(List.of(child.line()));
                line.forEach((run, event) -> {
                    List<EventRow> events = new ArrayList<>();
                    queries.events(new RunId(run), event - 1, events::add);
                    assertThat(events).isNotEmpty();
                });
            }
        }
    }
}
