package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps get secrets, and nobody sees them: through real HTTP, with real processes. */
class SecretApiTest {
    private static final String SPY = """
            name: spy
            entry_points:
              tell:
                command: 'echo "token: $TOKEN"; printf "%s" "$TOKEN" > "$OUT"'
                parameters: {out: ''}
                env: {TOKEN: '{{secret.SHARED}}', OUT: '{{out}}'}
            """;

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
        server.begin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String body(String yaml) {
        return "{\"runYamlRaw\": \"" + Api.base64(yaml) + "\"}";
    }

    private static void ended(Api api, String run) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Set.of("succeeded", "failed", "terminated")
                        .contains(api.get("/run/" + run).at("/status")));
    }

    @Test
    void aStepGetsTheValueAndNoAnswerShowsIt() throws IOException {
        Api anna = server.as("anna");
        Path out = folder.resolve("out");
        String run = anna.run(SPY.replace("{out: ''}", "{out: '%s'}".formatted(out)));
        ended(anna, run);
        assertThat(anna.get("/run/" + run).at("/status")).isEqualTo("succeeded");
        assertThat(Files.readString(out)).isEqualTo(RealServer.SECRET);
        String log = anna.get("/log/run/" + run + "?pageNo=1&pageSize=10&logFilePosition=begin")
                .text();
        assertThat(log).contains("token: " + "*".repeat(RealServer.SECRET.length()));
        String stream = anna.send("GET", "/api/millrace/v1/runs/" + run + "/logs/tell/stream", "")
                .text();
        assertThat(stream).contains("token: ***");
        String events =
                anna.send("GET", "/api/millrace/v1/runs/" + run + "/events", "").text();
        String shown = anna.get("/run/" + run).text();
        assertThat(shown).contains("{{secret.SHARED}}");
        for (String answer : new String[] {log, stream, events, shown}) {
            assertThat(answer).doesNotContain(RealServer.SECRET);
        }
    }

    @Test
    void theValueIsInNoFileOfTheHomeButTheLogOfTheStepThatPrintsIt() throws IOException {
        Api anna = server.as("anna");
        String run = anna.run(SPY.replace("{out: ''}", "{out: /dev/null}").replace("echo", "true"));
        ended(anna, run);
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file.toString().endsWith(".log")
                                || !new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                                        .contains(RealServer.SECRET))
                        .as("%s holds the secret", file)
                        .isTrue();
            }
        }
    }

    @Test
    void anUnknownSecretIsRefusedWithItsPlace() {
        Api anna = server.as("anna");
        Api.Reply refused = anna.post("/run", body(SPY.replace("SHARED", "SHRAED")));
        assertThat(refused.error()).isEqualTo("400 InvalidPipeline");
        assertThat(refused.text()).contains("pipeline:6:", "MR2309", "there is no secret 'SHRAED' for you here");
    }

    @Test
    void aSecretOfAnotherUserIsUnknown() throws IOException {
        Path secrets = folder.resolve("home").resolve("secrets");
        Files.createFile(
                secrets,
                java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(secrets, "benn.OWN=of-benn-alone\n");
            String own =
                    SPY.replace("SHARED", "OWN").replace("{out: ''}", "{out: '%s'}".formatted(folder.resolve("own")));
            assertThat(server.as("anna").post("/run", body(own)).text()).contains("MR2309");
            Api benn = server.as("benn");
            String run = benn.run(own);
            ended(benn, run);
            assertThat(Files.readString(folder.resolve("own"))).isEqualTo("of-benn-alone");
        } finally {
            Files.delete(secrets);
        }
    }
}
