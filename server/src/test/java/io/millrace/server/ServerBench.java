package io.millrace.server;

import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/**
 * The server's side of {@code bench/server}. Words: {@code fill FOLDER RUNS} stores finished runs, {@code live FOLDER RUNS}
 * stores runs that an engine has to take up, {@code serve FOLDER} serves and prints its port, and how long after the start
 * of the process the first step ran.
 */
public final class ServerBench {
    /** Of root, whose login is measured. */
    static final String PASSWORD = "mill-race-1";

    private static final String PIPELINE = """
            name: small
            entry_points:
              one: {command: "i=0; while [ $i -lt 1000 ]; do echo line $i; i=$((i+1)); done"}
              two: {deps: one, command: "true"}
            """;

    private ServerBench() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "fill" -> fill(folder, Long.parseLong(args[2]));
            case "live" -> live(folder, Long.parseLong(args[2]));
            default -> serve(folder);
        }
    }

    /** A real run, and copies of it that differ in what lists look at. */
    private static void fill(Path folder, long runs) throws Exception {
        first(folder);
        transact(
                folder,
                """
                WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO run (name, user_name, storage, description, source, status, message,
                                 created_at, activated_at, ended_at, updated_at)
                SELECT 'name-' || (i %% 1000), CASE WHEN i %% 2 = 0 THEN 'anna' ELSE 'user' || (i %% 50) END,
                       'fs' || (i %% 10), '', source,
                       CASE WHEN i %% 1000 = 0 THEN 'failed' WHEN i %% 100 = 2 THEN 'terminated' ELSE 'succeeded' END,
                       '', created_at + i, activated_at + i, ended_at + i, updated_at + i
                FROM n, run WHERE run.id = 1
                """.formatted(runs),
                "INSERT INTO run_text SELECT run.id, pipeline, request FROM run, run_text WHERE run_id = 1 AND id > 1",
                """
                INSERT INTO node SELECT run.id, number, parent, path, node.name, kind, iteration, node.status,
                       node.message, job_id, attempts, exit_code, waiting, kept_from, node.started_at, node.ended_at
                FROM run, node WHERE node.run_id = 1 AND run.id > 1
                """,
                "INSERT INTO node_detail SELECT run.id, number, detail FROM run, node_detail WHERE run_id = 1 AND id > 1");
    }

    /** Half of them have not begun, half wait for a slot. */
    private static void live(Path folder, long runs) throws Exception {
        first(folder);
        transact(
                folder,
                """
                WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO run (name, user_name, storage, description, source, status, message, created_at, updated_at)
                SELECT name, user_name, storage, '', source, CASE WHEN i %% 2 = 0 THEN 'initiating' ELSE 'running' END,
                       '', created_at, updated_at
                FROM n, run WHERE run.id = 1
                """.formatted(runs),
                "INSERT INTO run_text SELECT run.id, pipeline, request FROM run, run_text WHERE run_id = 1 AND id > 1",
                """
                INSERT INTO run_event SELECT run.id, sequence, event FROM run, run_event
                WHERE run_event.run_id = 1 AND run.status = 'running' AND sequence < (
                    SELECT min(sequence) FROM run_event WHERE run_id = 1 AND event LIKE '%attempt-began%')
                """);
    }

    private static void first(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (RealServer server = new RealServer(folder)) {
            Api ann = server.as("anna");
            String run = ann.run(PIPELINE);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> ann.get("/run/" + run).at("/status").equals("succeeded"));
        }
    }

    private static void transact(Path folder, String... statements) throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("home/millrace.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF"); // who kills this begins again with an empty folder
            statement.execute("PRAGMA cache_size = -262144");
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void serve(Path folder) throws Exception {
        Instant begin = ProcessHandle.current().info().startInstant().orElseThrow();
        FirstStep firstStep = new FirstStep(begin);
        RealServer server = new RealServer(folder, TimeSource.SYSTEM, queries -> firstStep);
        server.accounts.setRootPassword(PASSWORD);
        System.out.println("port " + server.as("").port());
        server.begin();
        System.out.printf(
                "taken up after %d ms%n", Duration.between(begin, Instant.now()).toMillis());
        new CountDownLatch(1).await();
    }

    /** Says once how long it took until a process of a step existed. */
    private record FirstStep(Instant begin, AtomicBoolean said) implements EngineObserver {
        FirstStep(Instant begin) {
            this(begin, new AtomicBoolean());
        }

        @Override
        public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {
            for (RunEvent event : events) {
                if (event instanceof RunEvent.AttemptStarted started && said.compareAndSet(false, true)) {
                    System.out.printf(
                            "first step after %d ms%n",
                            Duration.between(begin, started.at()).toMillis());
                }
            }
        }

        @Override
        public void broken(RunRow row, RuntimeException bug) {
            throw bug;
        }

        @Override
        public void storeFailing(String message) {
            System.err.println(message);
        }
    }
}
