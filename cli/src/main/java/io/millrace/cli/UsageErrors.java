package io.millrace.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command, and where to read how it should be. */
final class UsageErrors implements IParameterExceptionHandler {
    private static final Pattern CHOICES = Pattern.compile("expected one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");

    private final Context context;

    UsageErrors(Context context) {
        this.context = context;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        context.err().println("millrace: " + message(problem));
        UnmatchedArgumentException.printSuggestions(problem, context.err());
        context.err()
                .println("`%s --help` explains it"
                        .formatted(command.getCommandSpec().qualifiedName()));
        context.err().flush();
        return ExitCode.USAGE;
    }

    private static String message(ParameterException problem) {
        // picocli says the word twice when a map has no '=', and names choices as Java does
        String message = String.valueOf(problem.getMessage()).replace("option option", "option");
        return CHOICES.matcher(message)
                .replaceAll(found -> "expected one of " + found.group(1).toLowerCase(Locale.ROOT));
    }
}
