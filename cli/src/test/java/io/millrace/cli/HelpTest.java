package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command explains itself, with examples that it understands. */
class HelpTest {
    private static final String EXAMPLE = "  millrace ";

    @TempDir
    Path folder = Path.of("");

    static Stream<String> commands() {
        return names(program());
    }

    private static CommandLine program() {
        return Main.commands(new Cli(Path.of("")).context());
    }

    private static Stream<String> names(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec().qualifiedName()),
                command.getSubcommands().values().stream().flatMap(HelpTest::names));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandShowsExamplesThatItUnderstands(String command) {
        Cli cli = new Cli(folder);
        List<String> words = Arrays.asList((command + " --help").split(" "));
        Cli.Result help = cli.run(words.subList(1, words.size()).toArray(String[]::new));
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Usage: " + command, "--help");
        assertThat(help.out().lines()).as(help.out()).allMatch(line -> line.length() <= 110);
        List<String> examples = help.out()
                .lines()
                .filter(line -> line.startsWith(EXAMPLE) || line.startsWith("  source <("))
                .toList();
        assertThat(examples).as(help.out()).isNotEmpty();
        for (String example : examples) {
            String line =
                    example.strip().replaceAll("^source <\\((.*)\\)$", "$1").replaceAll(" [|>] .*", "");
            List<String> parts = Arrays.asList(line.split(" +"));
            program().parseArgs(parts.subList(1, parts.size()).toArray(String[]::new));
        }
    }

    @Test
    void aCompletionScriptKnowsAllCommands() throws Exception {
        Cli cli = new Cli(folder);
        Path script = cli.write("millrace.bash", cli.run("completion").out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        ". \"$1\"; COMP_WORDS=(millrace runs sh); COMP_CWORD=2; _complete_millrace; echo \"${COMPREPLY[*]}\"",
                        "bash",
                        script.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("show\n");
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void aWrongChoiceShowsThoseThereAreAsTheyAreTyped() {
        Cli.Result result = new Cli(folder).run("runs", "list", "-o", "xml");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("expected one of text, json", "'xml'").doesNotContain("TEXT");
    }
}
