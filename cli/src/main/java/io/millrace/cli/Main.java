package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.StoreException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The program. Builds the commands, runs the one that was asked for and turns what went wrong into one message and an
 * exit code; a stack trace is for {@code --debug} only.
 */
@Command(
        name = "millrace",
        description = "Runs machine-learning workflows: pipelines of steps, written in YAML.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  millrace run pipeline.yaml",
            "  millrace runs list",
            "",
            "`millrace COMMAND --help` explains a command and shows examples."
        })
public final class Main {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an unexpected error.")
    private boolean debug;

    private Main() {}

    public static void main(String[] args) {
        Context context = Context.ofProcess();
        context.interruption().install();
        int code = run(context, args);
        context.out().flush();
        context.err().flush();
        context.interruption().finished();
        System.exit(code);
    }

    /** Runs one command; everything it prints goes to the writers of {@code context}. */
    public static int run(Context context, String... args) {
        Main main = new Main();
        try {
            if (args.length > 0 && args[0].equals(Completions.COMMAND)) {
                List<String> words = Arrays.asList(args).subList(1, args.length);
                String[] whole =
                        words.stream().limit(Math.max(0, words.size() - 1L)).toArray(String[]::new);
                CommandLine line = commands(context, main, whole);
                return Completions.print(context, line, words, Destination.of(context, whole));
            }
            return run(context, commands(context, main, args), args);
        } catch (UsageException e) {
            return report(context, e, main.debug);
        }
    }

    private static int run(Context context, CommandLine line, String... args) {
        if (args.length == 0) {
            line.usage(context.out());
            return ExitCode.USAGE;
        }
        return line.execute(args);
    }

    /** All commands, for those who want to know what there is. */
    static CommandLine commands(Context context) {
        return commands(context, new Main());
    }

    private static CommandLine commands(Context context, Main main, String... words) {
        CommandLine line = new CommandLine(main);
        new Commands(context, Destination.of(context, words)).addTo(line, words);
        configure(line);
        line.setOut(context.out()).setErr(context.err());
        line.setExecutionExceptionHandler((problem, command, parsed) -> report(context, problem, main.debug));
        line.setParameterExceptionHandler(new UsageErrors(context));
        return line;
    }

    private static void configure(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false);
        HelpOption.addTo(line);
    }

    private static int report(Context context, Exception problem, boolean debug) {
        context.out().flush();
        if (debug) {
            problem.printStackTrace(context.err());
        }
        switch (problem) {
            case UsageException usage -> error(context, usage);
            case MillraceException known -> error(context, known);
            case StoreException store -> error(context, store);
            default -> unexpected(context, problem);
        }
        context.err().flush();
        return problem instanceof UsageException || problem instanceof MillraceException
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }

    /** Much of the library breaks in a virtual machine that is ending: that is no bug. */
    private static void unexpected(Context context, Exception problem) {
        context.err()
                .println(
                        context.interruption().happened()
                                ? "millrace: interrupted"
                                : "millrace: internal error, please report it (--debug shows more): " + problem);
    }

    private static void error(Context context, Exception problem) {
        context.err().println("millrace: " + problem.getMessage());
    }
}
