package io.millrace.server;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** A server of its own process whose schedules see a clock that stands still, until some runs have succeeded. */
final class ScheduledProcess {
    private static final long PAUSE = 50_000_000;

    private ScheduledProcess() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Instant now = Instant.parse(args[1]);
        try (RealServer server = new RealServer(folder, () -> now)) {
            server.register("ppl-000001", "1", """
                    name: count
                    entry_points:
                      count: {command: "echo once >> %s"}
                    """.formatted(folder.resolve("count.txt")));
            server.begin();
            Api anna = server.as("anna");
            int wanted = Integer.parseInt(args[2]);
            while (anna.get("/run?statusFilter=succeeded").json().at("/runList").size() < wanted) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }
}
