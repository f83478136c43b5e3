package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.Api.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pipelines may not be or reach, through real HTTP. */
class BoundsApiTest {
    private static final int MORE_THAN_A_PIPELINE = (4 << 20) + 1;

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;
    private static Path outside;
    private static Api anna;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
        anna = server.as("anna");
        outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(server.storage.resolve("away"), outside);
        Files.createSymbolicLink(server.storage.resolve("up"), Path.of("../outside"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Reply run(String yaml) {
        return anna.post("/run", "{\"runYamlRaw\": \"" + Api.base64(yaml) + "\"}");
    }

    private static String under(String subPath) {
        return """
                name: under
                fs_options: {main_fs: {name: data, sub_path: "%s"}}
                entry_points:
                  make:
                    command: echo made > {{out}}
                    artifacts: {output: [out]}
                """.formatted(subPath);
    }

    @Test
    void aPipelineThatIsTooLargeIsRefused() {
        Reply reply = run("name: large\nentry_points: {a: {command: 'true'}}\n#" + "x".repeat(MORE_THAN_A_PIPELINE));
        assertThat(reply.error()).isEqualTo("400 InvalidPipeline");
        assertThat(reply.at("/message")).contains("MR1001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"..", "../outside", "a/../../outside", "a/..", "/etc", "//etc", "a\\0b", "..\\0"})
    void noSubPathIsTakenThatLeadsOut(String subPath) {
        assertThat(run(under(subPath)).error()).isEqualTo("400 InvalidPipeline");
    }

    @ParameterizedTest
    @CsvSource({"away", "up", "away/deeper"})
    void aLinkInASubPathLeadsNowhere(String subPath) throws Exception {
        assertThat(ended(under(subPath))).isEqualTo("failed");
        try (var files = Files.list(outside)) {
            assertThat(files).isEmpty();
        }
    }

    /** They are names like others: nothing is decoded, and no form of a letter is turned into another one. */
    @ParameterizedTest
    @CsvSource({"%2e%2e", "%2e%2e%2foutside", "\uff0e\uff0e", "\u2025"})
    void whatLooksLikeAWayOutIsAFolderInside(String subPath) {
        run(under(subPath));
        assertThat(folder.resolve("outside")).isEmptyDirectory();
        assertThat(ended(under(subPath))).isIn("succeeded", "failed");
        assertThat(outside).isEmptyDirectory();
        assertThat(server.storage.resolve(subPath)).isDirectory();
    }

    private static String ended(String yaml) {
        String id = anna.run(yaml);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Set.of("succeeded", "failed")
                        .contains(anna.get("/run/" + id).at("/status")));
        return anna.get("/run/" + id).at("/status");
    }
}
