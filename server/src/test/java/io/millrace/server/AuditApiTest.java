package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did what, through real HTTP. */
class AuditApiTest {
    private static final String AUDIT = "/api/millrace/v1/audit";

    @TempDir
    Path folder = Path.of("");

    @Test
    void changesAndLoginsAreNotedWithoutPasswords() throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api root = server.as("root");
            root.post("/user", "{\"username\": \"anna\", \"password\": \"secret1\"}");
            server.as("").post("/login", "{\"username\": \"anna\", \"password\": \"guessed7\"}");
            server.as("anna").delete("/run/run-000009", "");
            root.get("/run");

            String[] lines = root.send("GET", AUDIT, "").text().strip().split("\n", -1);
            assertThat(lines).hasSize(3);
            var created = new ObjectMapper().readTree(lines[0]);
            assertThat(created.path("user").asText()).isEqualTo("root");
            assertThat(created.path("target").asText()).isEqualTo("/api/paddleflow/v1/user");
            assertThat(created.path("address").asText()).isEqualTo("127.0.0.1");
            assertThat(lines[1]).contains("\"user\":\"anna\"", "/login", "\"status\":400", "AuthFailed");
            assertThat(lines[2]).contains("\"method\":\"DELETE\"", "run-000009", "\"status\":404", "RunNotFound");
            assertThat(String.join("", lines)).doesNotContain("secret1", "guessed7");
            assertThat(root.send("GET", AUDIT + "?lines=1", "").text().trim()).isEqualTo(lines[2]);
            assertThat(server.as("anna").send("GET", AUDIT, "").error()).isEqualTo("403 OnlyRootAllowed");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("home").resolve("audit.log"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theRunThatARequestMadeIsNamed() throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api anna = server.as("anna");
            String run = anna.run("name: p\nentry_points:\n  a: {command: exit 1}\n");
            await().until(() -> anna.get("/run/" + run).at("/status").equals("failed"));
            String retry = anna.put("/run/" + run + "?action=retry", "").at("/runID");
            String[] lines =
                    server.as("root").send("GET", AUDIT, "").text().strip().split("\n", -1);
            assertThat(lines[0]).contains("\"method\":\"POST\"", "\"made\":\"" + run + "\"");
            assertThat(lines[1]).contains("\"method\":\"PUT\"", "\"made\":\"" + retry + "\"");
        }
    }

    @Test
    void strangersAreNotedAndCannotFillTheLog() throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api stranger = server.as("");
            for (int i = 0; i < 100; i++) {
                assertThat(stranger.get("/run/run-%06d".formatted(i)).error()).isEqualTo("400 AuthWithoutToken");
            }
            String[] lines = server.as("root")
                    .send("GET", AUDIT + "?lines=1000", "")
                    .text()
                    .strip()
                    .split("\n", -1);
            assertThat(lines.length).isBetween(20, 42);
            assertThat(lines[0])
                    .contains("\"user\":\"\"", "\"address\":\"127.0.0.1\"", "run-000000", "AuthWithoutToken");
        }
    }

    @Test
    void failedLoginsCannotFillTheLogEither() throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api stranger = server.as("");
            stranger.post("/login", "{\"username\": \"%s\", \"password\": \"p\"}".formatted("x".repeat(100_000)));
            for (int i = 0; i < 100; i++) {
                stranger.post("/login", "{\"username\": \"root\", \"password\": \"guess%d\"}".formatted(i));
            }
            String text =
                    server.as("root").send("GET", AUDIT + "?lines=1000", "").text();
            assertThat(text).contains("xxx…", "UserNotExist", "TooManyRequests");
            assertThat(text.length()).isLessThan(20_000);
            assertThat(text.lines().count()).isBetween(30L, 60L);
        }
    }

    @Test
    void whoNamesAnotherUserIsNoted() throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api anna = server.as("anna");
            assertThat(anna.post("/run", "{\"userName\": \"bobby\", \"runYamlPath\": \"p.yaml\"}")
                            .error())
                    .endsWith(" AuthIllegalUser");
            assertThat(server.as("root").send("GET", AUDIT, "").text())
                    .contains("\"user\":\"anna\"", "/run\"", "AuthIllegalUser");
        }
    }

    @Test
    void theFileIsBounded() throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api anna = server.as("anna");
            for (int i = 0; i < 200; i++) {
                anna.delete("/run/run-%06d".formatted(i + 1), "");
            }
            Path log = folder.resolve("home").resolve("audit.log");
            assertThat(Files.size(log)).isLessThanOrEqualTo(20_000);
            assertThat(Files.size(log.resolveSibling("audit.log.1"))).isLessThanOrEqualTo(20_000);
            String last =
                    server.as("root").send("GET", AUDIT + "?lines=100", "").text();
            assertThat(last.split("\n")).hasSize(100);
            assertThat(last).contains("run-000101", "run-000200").doesNotContain("run-000100");
        }
    }
}
