package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.home.Home;
import io.millrace.store.home.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of {@code millrace run}: the step knows them, and no command shows them. */
class SecretsIT {
    private static final String SECRET = "hunter2-of-tester";

    private static final String PIPELINE = """
            name: spy
            cache: {enable: true}
            entry_points:
              tell:
                command: 'printf "%s" "$TOKEN" > told; echo "it is $TOKEN"; echo "$TOKEN" >&2; test ! -e fail'
                env: {TOKEN: '{{secret.TOKEN}}'}
            """;

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
        cli.write("pipeline.yaml", PIPELINE);
        secrets("TOKEN=" + SECRET);
    }

    private void secrets(String text) {
        Home home = new Home(cli.home());
        home.create();
        new PrivateFile(home.secrets()).write(text);
    }

    private String shown(int code, String... args) {
        Cli.Result result = cli.run(args);
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
        assertThat(result.out() + result.err()).doesNotContain("hunter2");
        return result.out();
    }

    @Test
    void theStepKnowsItAndNoCommandShowsIt() throws Exception {
        cli.write("fail", "");
        String mask = "*".repeat(SECRET.length());
        assertThat(shown(1, "run", "pipeline.yaml")).contains("| it is " + mask, "| " + mask);
        assertThat(Files.readString(folder.resolve("told"))).isEqualTo(SECRET);
        secrets("");
        assertThat(shown(0, "logs", "run-000001", "tell")).isEqualTo("it is " + mask + "\n" + mask + "\n");
        shown(0, "logs", "run-000001", "-o", "json");
        shown(0, "runs", "show", "run-000001");
        shown(0, "runs", "show", "run-000001", "-o", "json");
    }

    @Test
    void anotherValueIsAnotherKey() {
        shown(0, "run", "pipeline.yaml");
        assertThat(shown(0, "run", "pipeline.yaml")).contains("reused from run-000001");
        assertThat(shown(0, "plan", "pipeline.yaml")).contains("hit");
        secrets("TOKEN=" + SECRET + "-new");
        assertThat(shown(0, "plan", "pipeline.yaml")).containsPattern("tell +miss .*secret in TOKEN changed");
        assertThat(shown(0, "run", "pipeline.yaml")).doesNotContain("reused");
    }

    @Test
    void anUnknownOneIsRefusedBeforeAnythingRuns() {
        secrets("TOKNE=" + SECRET);
        Cli.Result refused = cli.run("run", "pipeline.yaml");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("pipeline.yaml:6:18: error MR2309: there is no secret 'TOKEN' for you here")
                .contains("fix: did you mean '{{secret.TOKNE}}'?");
        assertThat(cli.run("validate", "pipeline.yaml").code()).isZero();
    }
}
