package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description =
                "Print a script that lets a shell complete commands, options, files, and ids of runs and the like.",
        footer = {
            "",
            "Without a shell the script is for bash, asks nobody while it completes, and so knows no ids.",
            "",
            "Examples:",
            "  source <(millrace completion bash)",
            "  source <(millrace completion zsh)",
            "  millrace completion fish | source",
            "  millrace completion > ~/.local/share/bash-completion/completions/millrace"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "bash|zsh|fish", description = "The shell.")
    private Optional<Shell> shell = Optional.empty();

    /** Shells that are known. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.out().print(shell.map(CompletionCommand::script).orElseGet(this::ofBash));
        context.out().flush();
        return ExitCode.OK;
    }

    private String ofBash() {
        CommandLine program = spec.root().commandLine();
        return AutoComplete.bash(program.getCommandName(), program);
    }

    private static String script(Shell shell) {
        String name = "completion." + shell.name().toLowerCase(Locale.ROOT);
        try (InputStream script = CompletionCommand.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is missing from the build");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
