package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real server: the one that works on the home, and one that somebody logged in to. */
class RemoteCliIT {
    private static final String HELLO = """
        name: hello
        cache: {enable: true}
        fs_options: {main_fs: {name: data}}
        entry_points:
          greet:
            command: echo "hello {{who}}" | tee {{greeting}}
            parameters: {who: world}
            artifacts: {output: [greeting]}
          shout:
            deps: greet
            command: tr a-z A-Z < {{greeting}}
            artifacts: {input: {greeting: "{{greet.greeting}}"}}
        """;

    @TempDir
    static Path folder = Path.of("");

    private static ServerProcess server;
    private static Cli here;
    private static Cli there;

    @BeforeAll
    static void start() throws Exception {
        here = new Cli(Files.createDirectories(folder.resolve("server")));
        server = new ServerProcess(here);
        there = new Cli(Files.createDirectories(folder.resolve("client")));
        Path data = Files.createDirectories(folder.resolve("data"));
        assertThat(here.run("fs", "create", "data", "local:/" + data).out()).isEqualTo("fs-root-data\n");
        there.write("hello.yaml", HELLO);
        Cli.Result login = withInput(server.rootPassword(), "login", server.endpoint(), "--password-stdin");
        assertThat(login.code()).as(login.err()).isZero();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Cli.Result withInput(String line, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return there.run(args);
        } finally {
            System.setIn(before);
        }
    }

    private static String ok(Cli cli, String... args) {
        Cli.Result result = cli.run(args);
        assertThat(result.code())
                .as("%s: %s%s", Arrays.toString(args), result.out(), result.err())
                .isZero();
        return result.out();
    }

    /** A run that has succeeded; its id. */
    private static String run(String... options) {
        String[] args = Stream.concat(
                        Stream.of("runs", "create", "hello.yaml", "--fs", "data", "--watch"), Stream.of(options))
                .toArray(String[]::new);
        String out = ok(there, args);
        assertThat(out).contains("run  succeeded").contains("shout  succeeded");
        return out.lines().findFirst().orElseThrow();
    }

    @Test
    void aLoginIsKeptInAFileThatOnlyTheUserCanRead() throws Exception {
        Path config = there.folder().resolve(".config/millrace/config.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(config))
                .doesNotContain(server.rootPassword())
                .contains(server.endpoint());
        Cli.Result wrong = withInput("nonsense1", "login", server.endpoint(), "--password-stdin", "--profile", "other");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("AuthFailed");
        assertThat(there.run("runs", "list", "--profile", "other").err()).contains("there is no profile 'other'");
    }

    @Test
    void runsAreMadeListedShownAndDeleted() {
        String run = run("-p", "who=there", "--name", "mine", "--desc", "for a test");
        assertThat(ok(there, "runs", "list", "--name", "mine", "-o", "name")).isEqualTo(run + "\n");
        assertThat(ok(there, "runs", "list", "--name", "mine"))
                .contains("RUN ", "STATUS", run, "mine", "root", "data", "succeeded");
        assertThat(ok(there, "runs", "list", "--name", "mine", "-o", "json"))
                .contains("\"id\" : \"" + run + "\"", "\"status\" : \"succeeded\"", "\"createdAt\" : \"20");
        assertThat(ok(there, "runs", "list", "--name", "mine", "-o", "yaml")).contains("id: " + run);
        assertThat(ok(there, "runs", "show", run)).contains(run, "greet", "shout", "✓");
        assertThat(ok(there, "logs", run, "shout")).isEqualTo("HELLO THERE\n");
        assertThat(ok(there, "logs", run, "--tail", "1")).isEqualTo("greet | hello there\nshout | HELLO THERE\n");
        assertThat(ok(there, "logs", run, "-f")).contains("greet | hello there", "shout | HELLO THERE");
        assertThat(ok(there, "artifacts", "list", "--run", run, "--type", "output"))
                .contains("greeting", "greet");
        String artifact = ok(there, "artifacts", "list", "--run", run, "--type", "output", "-o", "name")
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(ok(there, "artifacts", "show", artifact)).contains("output 'greeting' of greet in " + run);
        assertThat(ok(there, "artifacts", "lineage", artifact))
                .contains("made by greet of " + run, "read as 'greeting'");
        assertThat(ok(there, "artifacts", "get", artifact, "copy.txt")).contains("downloaded artifact " + artifact);
        assertThat(there.folder().resolve("copy.txt")).hasContent("hello there");
        Cli.Result twice = there.run("artifacts", "get", artifact, "copy.txt");
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains("copy.txt exists");
        String entry = ok(there, "cache", "list", "--run", run, "-o", "name")
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(ok(there, "cache", "show", entry)).contains(run);
        assertThat(ok(there, "cache", "explain", run, "greet")).contains("greet  miss");
        assertThat(ok(there, "cache", "delete", entry)).isEqualTo("deleted " + entry + "\n");
        assertThat(ok(there, "runs", "delete", run)).isEqualTo("deleted " + run + "\n");
        Cli.Result gone = there.run("runs", "show", run);
        assertThat(gone.code()).isEqualTo(2);
        assertThat(gone.err()).contains("RunNotFound");
    }

    @Test
    void aRunIsStoppedAndRetried() {
        there.write("long.yaml", "name: long\nentry_points:\n  sleep: {command: sleep 1000}\n");
        String run = ok(there, "runs", "create", "long.yaml").strip();
        assertThat(ok(there, "runs", "stop", run)).contains("is being stopped");
        assertThat(there.run("runs", "watch", run).code()).isEqualTo(1);
        String again = ok(there, "retry", run).strip();
        assertThat(again).startsWith("run-").isNotEqualTo(run);
        ok(there, "stop", again, "--force");
    }

    @Test
    void pipelinesSchedulesAndUsersAreKept() {
        String made = ok(there, "pipelines", "create", "hello.yaml", "--desc", "greets");
        String pipeline = made.substring(0, made.indexOf(' '));
        assertThat(ok(there, "pipelines", "update", pipeline, "hello.yaml", "--desc", "greets"))
                .contains(pipeline, "version 2");
        assertThat(ok(there, "pipelines", "list")).contains(pipeline, "hello", "greets");
        assertThat(ok(there, "pipelines", "show", pipeline)).contains("VERSION");
        assertThat(ok(there, "pipelines", "show", pipeline, "1")).isEqualTo(HELLO);
        String schedule = ok(there, "schedules", "create", "yearly", pipeline, "1", "@yearly")
                .strip();
        assertThat(ok(there, "schedules", "list")).contains(schedule, "@yearly", "running");
        assertThat(ok(there, "schedules", "show", schedule, "-o", "yaml")).contains("crontab: '@yearly'");
        assertThat(there.run("pipelines", "delete", pipeline).err()).contains("ActionNotAllowed");
        ok(there, "schedules", "stop", schedule);
        ok(there, "schedules", "delete", schedule);
        ok(there, "pipelines", "delete", pipeline);

        assertThat(withInput("secret1", "users", "create", "benn", "--password-stdin")
                        .code())
                .isZero();
        assertThat(ok(there, "users", "list", "-o", "name")).contains("root\n", "benn\n");
        assertThat(withInput(
                                "secret1",
                                "login",
                                server.endpoint(),
                                "--user",
                                "benn",
                                "--profile",
                                "benn",
                                "--password-stdin")
                        .code())
                .isZero();
        assertThat(there.run("users", "list", "--profile", "benn").err()).contains("AccessDenied");
        ok(there, "users", "delete", "benn");
        assertThat(there.run("runs", "list", "--profile", "benn").err()).contains("millrace login");
    }

    @Test
    void theServerOfTheHomeIsFoundWithoutALogin() {
        here.write("hello.yaml", HELLO);
        String out = ok(here, "runs", "create", "hello.yaml", "--fs", "data", "--watch");
        assertThat(out).contains("run  succeeded");
        assertThat(ok(here, "runs", "list")).contains(out.lines().findFirst().orElseThrow());
        assertThat(ok(here, "fs", "list")).contains("data");
        Cli nobody = new Cli(folder.resolve("nobody"));
        nobody.write("x", "");
        Cli.Result none = nobody.run("pipelines", "list");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("there is no server", "millrace login");
    }

    @Test
    void shellsCompleteCommandsOptionsAndIds() {
        assertThat(ok(there, "__complete", "pipe")).isEqualTo("pipelines\n");
        assertThat(ok(there, "__complete", "runs", "")).contains("create\n", "watch\n");
        assertThat(ok(there, "__complete", "runs", "list", "--sta")).isEqualTo("--status\n");
        assertThat(ok(there, "__complete", "runs", "list", "-o", "y")).isEqualTo("yaml\n");
        assertThat(ok(there, "__complete", "runs", "list", "--profile", "")).contains("default\n");
        String run = run();
        assertThat(ok(there, "__complete", "runs", "show", "run-")).contains(run + "\n");
        assertThat(ok(there, "__complete", "logs", run, "s")).isEqualTo("shout\n");
        assertThat(ok(here, "__complete", "runs", "show", "run-")).contains(run + "\n");
        assertThat(ok(there, "__complete", "runs", "create", "--fs", "")).isEqualTo("data\n");
        for (String shell : new String[] {"bash", "zsh", "fish"}) {
            assertThat(ok(there, "completion", shell)).contains("__complete");
        }
    }
}
