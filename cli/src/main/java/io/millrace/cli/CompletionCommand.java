package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that lets bash and zsh complete commands, options and files.",
        footer = {
            "",
            "Examples:",
            "  source <(millrace completion)",
            "  millrace completion > ~/.local/share/bash-completion/completions/millrace"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CommandLine program = spec.root().commandLine();
        context.out().print(AutoComplete.bash(program.getCommandName(), program));
        context.out().flush();
        return ExitCode.OK;
    }
}
