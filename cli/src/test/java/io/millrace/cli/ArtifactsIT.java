package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of what steps read and made, and what comes of them, as users see it. */
class ArtifactsIT {
    private static final String TWO_STEPS = """
            name: two
            cache: {enable: %s}
            entry_points:
              make:
                command: "echo {{text}} > {{out}}"
                parameters: {text: hello}
                artifacts: {output: [out]}
              use:
                command: "mkdir {{loud}}; tr a-z A-Z < {{in}} > {{loud}}/text; ln -s /nowhere {{loud}}/link"
                deps: make
                artifacts: {input: {in: '{{make.out}}'}, output: [loud]}
            """;

    private static final Pattern DIGEST = Pattern.compile("\"digest\" : \"([0-9a-f]{64})\"");

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    private void pipeline(boolean cache) {
        cli.write("pipeline.yaml", TWO_STEPS.formatted(cache));
    }

    private void assertRuns(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "run";
        words[1] = "pipeline.yaml";
        System.arraycopy(options, 0, words, 2, options.length);
        Cli.Result result = cli.run(words);
        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }

    private String out(String... words) {
        Cli.Result result = cli.run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    /** The path of the newest artifact of that name, as the list prints it. */
    private String path(String name) {
        Matcher path =
                Pattern.compile("\\S*/" + name + "$", Pattern.MULTILINE).matcher(out("artifacts", "list", "-n", "100"));
        assertThat(path.find()).isTrue();
        return path.group();
    }

    @ParameterizedTest(name = "cache {0}")
    @ValueSource(booleans = {true, false})
    void everyInputAndOutputIsRecordedWithItsContent(boolean cache) {
        pipeline(cache);
        assertRuns();
        assertThat(out("artifacts", "list").lines().skip(1))
                .hasSize(3)
                .anySatisfy(
                        line -> assertThat(line).containsPattern("run-000001 +make +output +out .* 6 B +\\.pipeline/"))
                .anySatisfy(line -> assertThat(line).containsPattern("run-000001 +use +input +in .* 6 B +\\.pipeline/"))
                .anySatisfy(
                        line -> assertThat(line).containsPattern("run-000001 +use +output +loud .* 6 B +\\.pipeline/"));
        String json = out("artifacts", "list", "--step", "make", "-o", "json");
        assertThat(json)
                .contains("\"jobId\" : \"job-run-000001-make-")
                .contains("\"location\" : \"" + folder + "\"")
                .contains("\"content\" : \"known\"")
                .contains("\"bytes\" : 6")
                .contains("\"how\" : \"ran\"");
        assertThat(DIGEST.matcher(json).find()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(textBlock = """
            --run,      run-000001, 3
            --run,      run-000009, 0
            --step,     use,        4
            --pipeline, two,        6
            --pipeline, other,      0
            --user,     tester,     6
            --user,     nobody,     0
            --type,     input,      2
            --storage,  .,          6
            --storage,  elsewhere,  0
            --older-than, 1d,       0
            --path,     nowhere,    0
            -n,         4,          4
            --before,   3,          2
            """)
    void aListIsNarrowed(String option, String value, int expected) {
        pipeline(false);
        assertRuns();
        assertRuns();
        String json = out("artifacts", "list", option, value, "-o", "json");
        assertThat(Pattern.compile("\"artifact\" :").matcher(json).results()).hasSize(expected);
    }

    @Test
    void lineageCrossesRunsAndCacheHits() throws IOException {
        pipeline(true);
        assertRuns();
        assertRuns();
        String made = path("out");
        String text = out("artifacts", "lineage", made);
        assertThat(text)
                .startsWith(made + "  6 B  sha256 ")
                .contains("└─ made by make of run-000001")
                .contains("├─ read as 'in' by use of run-000001\n")
                .contains("read as 'in' by use of run-000002 (reused from run-000001)")
                .contains("reused by make of run-000002")
                .contains("reused by use of run-000002");
        assertThat(out("artifacts", "lineage", "1")).isEqualTo(text);
        assertThat(out("artifacts", "lineage", folder.resolve(made).toString())).isEqualTo(text);
        Path inside = folder.toRealPath().resolve(path("loud")).resolve("text");
        assertThat(out("artifacts", "lineage", inside.toString()))
                .containsSubsequence(
                        "made by use of run-000001", "'in' " + made, "made by make of run-000001", "used by");
        assertThat(out("artifacts", "lineage", "1", "-o", "json"))
                .containsSubsequence("\"upstream\"", "\"step\" : \"make\"", "\"downstream\"", "\"how\" : \"reused\"")
                .contains("\"from\" : \"run-000001\"")
                .contains("\"cacheEntry\" : 1");
        assertThat(out("artifacts", "lineage", "1", "-o", "mermaid"))
                .startsWith("flowchart LR\n")
                .contains("(\"make<br/>run-000001\")")
                .contains("[\"out<br/>6 B\"]")
                .containsPattern("j\\d+ --> a0")
                .containsPattern("j\\d+ -\\. reused \\.-> a0");
        assertThat(out("artifacts", "lineage", "1", "--limit", "1")).contains("there is more");
        assertThat(out("artifacts", "lineage", path("loud"), "--depth", "1")).contains("there is more");
    }

    @Test
    void lineageCrossesRetries() {
        cli.write(
                "pipeline.yaml",
                TWO_STEPS.formatted(false).replace("mkdir {{loud}};", "test -e good && mkdir {{loud}};"));
        assertThat(cli.run("run", "pipeline.yaml").code()).isEqualTo(1);
        cli.write("good", "");
        assertThat(cli.run("retry", "run-000001").code()).isZero();
        assertThat(out("artifacts", "lineage", path("loud")))
                .containsSubsequence("made by use of run-000002", "made by make of run-000001");
        assertThat(out("artifacts", "lineage", path("out"))).contains("kept by make of run-000002");
    }

    @Test
    void anArtifactIsShownWithWhoUsesIt() {
        pipeline(true);
        assertRuns();
        assertRuns();
        assertThat(out("artifacts", "show", "1"))
                .contains("output 'out' of make in run-000001")
                .contains("6 B, sha256 ")
                .contains("read by   use of run-000001\n")
                .contains("output of make of run-000002 (reused from run-000001)");
        Cli.Result unknown = cli.run("artifacts", "show", "elsewhere/file");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no record of an artifact 'elsewhere/file'");
    }

    @Test
    void aCopyAppearsWholeAndReplacesOnlyWhenTold() throws IOException {
        pipeline(false);
        assertRuns();
        String loud = path("loud");
        assertThat(out("artifacts", "get", loud, "copy")).contains("copied loud of use to copy");
        assertThat(cli.read("copy/text")).isEqualTo("HELLO\n");
        assertThat(Files.readSymbolicLink(folder.resolve("copy/link"))).isEqualTo(Path.of("/nowhere"));
        cli.write("copy/mine", "");
        Cli.Result refused = cli.run("artifacts", "get", loud, "copy");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("exists").contains("--force");
        assertThat(folder.resolve("copy/mine")).exists();
        assertThat(out("artifacts", "get", path("out"), "copy", "--force")).contains("copied out of make");
        assertThat(cli.read("copy")).isEqualTo("hello\n");
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith(".millrace"));
        }
        Files.delete(folder.resolve(path("out")));
        assertThat(cli.run("artifacts", "get", "1", "again").err()).contains("is not there any more");
    }

    @Test
    void whatIsNotMadeIsRecordedAsAbsent() {
        cli.write("pipeline.yaml", "name: one\nentry_points:\n  s: {command: 'true', artifacts: {output: [o]}}\n");
        assertRuns();
        assertThat(out("artifacts", "list")).containsPattern("output +o .* absent");
        assertThat(out("artifacts", "show", "1")).contains("nothing was there");
    }
}
