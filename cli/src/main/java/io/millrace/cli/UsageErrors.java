package io.millrace.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command, and where to read how it should be. */
final class UsageErrors implements IParameterExceptionHandler {
    private final Context context;

    UsageErrors(Context context) {
        this.context = context;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        // picocli says the word twice when a map has no '='
        context.err()
                .println("millrace: " + String.valueOf(problem.getMessage()).replace("option option", "option"));
        UnmatchedArgumentException.printSuggestions(problem, context.err());
        context.err()
                .println("`%s --help` explains it"
                        .formatted(command.getCommandSpec().qualifiedName()));
        context.err().flush();
        return ExitCode.USAGE;
    }
}
