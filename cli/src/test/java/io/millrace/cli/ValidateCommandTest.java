package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    private static final String GOOD = "name: good\nentry_points:\n  s: {command: 'echo {{p}}', parameters: {p: 1}}\n";
    private static final String BAD = "name: bad\nentry_points:\n  s: {comand: x, deps: t}\n";
    private static final String ARTIFACT =
            "name: a\nentry_points:\n  s: {command: 'date > {{o}}', artifacts: {output: [o]}}\n";
    private static final String WARNING = "name: w\nparallelism: 99\nentry_points:\n  s: {command: x}\n";

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    @Test
    void aValidFile() {
        cli.write("good.yaml", GOOD);
        Cli.Result result = cli.run("validate", "good.yaml");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("good.yaml: valid\n");
    }

    @Test
    void allProblemsOfAllFilesAtOnce() {
        cli.write("good.yaml", GOOD);
        cli.write("bad.yaml", BAD);
        Cli.Result result = cli.run("validate", "good.yaml", "bad.yaml");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).contains("good.yaml: valid").contains("""
                bad.yaml:3:7: error MR1101: unknown key 'comand' in a step
                   3 |   s: {comand: x, deps: t}
                     |       ^^^^^^
                  fix: did you mean 'command'?
                bad.yaml:3:24: error MR2101: 's' depends on 't', but there is no such node beside it
                   3 |   s: {comand: x, deps: t}
                     |                        ^
                """);
    }

    @Test
    void aFolderStandsForThePipelinesInAndBelowIt() {
        cli.write("all/b.yml", GOOD);
        cli.write("all/a.yaml", GOOD);
        cli.write("all/deep/c.yaml", BAD);
        cli.write("all/.pipeline/hidden.yaml", BAD);
        cli.write("all/notes.txt", "not a pipeline");
        Cli.Result result = cli.run("validate", "all");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out())
                .startsWith("all/a.yaml: valid\nall/b.yml: valid\nall/deep/c.yaml:3:7: error")
                .doesNotContain("hidden");
    }

    @Test
    void aFolderWithoutPipelinesIsRefused() {
        cli.write("empty/notes.txt", "");
        Cli.Result result = cli.run("validate", "empty");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("the folder empty holds no .yaml file");
    }

    @Test
    void standardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(BAD.getBytes(StandardCharsets.UTF_8)));
        try {
            Cli.Result result = cli.run("validate", "-");
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.out()).startsWith("<standard input>:3:7: error MR1101");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void jsonIsAnArrayWithOneObjectAFile() {
        cli.write("good.yaml", GOOD);
        cli.write("bad.yaml", BAD.replace(", deps: t", ""));
        Cli.Result result = cli.run("validate", "good.yaml", "bad.yaml", "-o", "json");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEqualTo("""
                [ {
                  "file" : "good.yaml",
                  "valid" : true,
                  "problems" : [ ]
                }, {
                  "file" : "bad.yaml",
                  "valid" : false,
                  "problems" : [ {
                    "code" : "MR1101",
                    "severity" : "error",
                    "message" : "unknown key 'comand' in a step",
                    "path" : "entry_points.s.comand",
                    "line" : 3,
                    "column" : 7,
                    "fix" : "did you mean 'command'?"
                  } ]
                } ]
                """);
    }

    @Test
    void sarifNamesTheRuleAndThePlace() {
        cli.write("my bad.yaml", BAD);
        Cli.Result result = cli.run("validate", "my bad.yaml", "-o", "sarif");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out())
                .contains(
                        "\"version\" : \"2.1.0\"",
                        "\"columnKind\" : \"unicodeCodePoints\"",
                        "\"id\" : \"MR2101\"",
                        "\"ruleId\" : \"MR1101\"",
                        "\"uri\" : \"my%20bad.yaml\"",
                        "\"startLine\" : 3",
                        "\"startColumn\" : 7",
                        "\"endColumn\" : 13");
    }

    @Test
    void parametersAreJudgedToo() {
        cli.write("good.yaml", GOOD);
        assertThat(cli.run("validate", "good.yaml", "-p", "s.p=2").code()).isZero();
        Cli.Result result = cli.run("validate", "good.yaml", "-p", "q=2");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).contains("error MR3401").contains("'q'");
    }

    @Test
    void warningsAreErrorsWhenStrict() {
        cli.write("w.yaml", WARNING);
        Cli.Result lax = cli.run("validate", "w.yaml");
        assertThat(lax.code()).isZero();
        assertThat(lax.out()).contains("w.yaml:2:14: warning MR3202").endsWith("w.yaml: valid\n");
        Cli.Result strict = cli.run("validate", "w.yaml", "--strict");
        assertThat(strict.code()).isEqualTo(2);
        assertThat(strict.out()).endsWith("w.yaml: not valid, since --strict takes warnings for errors\n");
    }

    @Test
    void aServerNeedsAStorageThatARunHereHas() {
        cli.write("a.yaml", ARTIFACT);
        assertThat(cli.run("validate", "a.yaml").code()).isZero();
        Cli.Result server = cli.run("validate", "a.yaml", "--server-rules");
        assertThat(server.code()).isEqualTo(2);
        assertThat(server.out()).contains("error MR2401");
        assertThat(cli.run("validate", "a.yaml", "--fs-name", "work").code()).isZero();
        assertThat(cli.run("validate", "a.yaml", "--server-rules", "--fs-name", "work")
                        .code())
                .isZero();
    }

    @Test
    void theStorageOfTheRequestMustBeThatOfThePipeline() {
        cli.write("a.yaml", ARTIFACT + "fs_options: {main_fs: {name: other}}\n");
        Cli.Result result = cli.run("validate", "a.yaml", "--fs-name", "work");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).contains("error MR3005");
    }

    @Test
    void aJsonFileMayUseCamelCase() {
        cli.write(
                "p.json", "{\"name\": \"t\", \"dockerEnv\": \"img\", \"entryPoints\": {\"s\": {\"command\": \"x\"}}}");
        assertThat(cli.run("validate", "p.json").out()).isEqualTo("p.json: valid\n");
        assertThat(cli.run("graph", "p.json").code()).isZero();
    }

    @Test
    void aLimitCanBeSet() {
        cli.write("loop.yaml", "name: t\nentry_points:\n  s: {command: x, loop_argument: [1, 2, 3]}\n");
        Cli.Result low = cli.run("validate", "loop.yaml", "--limit", "pipeline.max_loop_length=2");
        assertThat(low.code()).isEqualTo(2);
        assertThat(low.out()).contains("error MR4002").contains("setting pipeline.max_loop_length");
        assertThat(cli.run("validate", "loop.yaml", "--limit", "pipeline.max_loop_length=3")
                        .code())
                .isZero();
        assertThat(cli.run("validate", "loop.yaml", "--limit", "max_loop=3").err())
                .contains("there is no limit 'max_loop'; there are pipeline.max_size");
    }
}
