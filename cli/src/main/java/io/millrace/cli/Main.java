package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.StoreException;
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
        CommandLine line = commands(context, main);
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

    private static CommandLine commands(Context context, Main main) {
        CommandLine line = new CommandLine(main)
                .addSubcommand(new RunCommand(context))
                .addSubcommand(new CommandLine(new RunsCommand(context))
                        .addSubcommand(new RunsDeleteCommand(context))
                        .addSubcommand(new RunsPruneCommand(context)))
                .addSubcommand(new CommandLine(new LogsCommand(context)).addSubcommand(new LogsPruneCommand(context)))
                .addSubcommand(new StopCommand(context))
                .addSubcommand(new RetryCommand(context))
                .addSubcommand(new ResumeCommand(context))
                .addSubcommand(new ValidateCommand(context))
                .addSubcommand(new PlanCommand(context))
                .addSubcommand(new CommandLine(new CacheCommand(context)).addSubcommand(new CachePruneCommand(context)))
                .addSubcommand(new CommandLine(new ArtifactsCommand(context)))
                .addSubcommand(new GraphCommand(context))
                .addSubcommand(new ExplainCommand(context))
                .addSubcommand(new SchemaCommand(context))
                .addSubcommand(new BackupCommand(context))
                .addSubcommand(new RestoreCommand(context))
                .addSubcommand(new ServerCommand(context))
                .addSubcommand(new ConfigCommand(context))
                .addSubcommand(new VersionCommand(context))
                .addSubcommand(new CompletionCommand(context));
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
            default ->
                context.err().println("millrace: internal error, please report it (--debug shows more): " + problem);
        }
        context.err().flush();
        return problem instanceof UsageException || problem instanceof MillraceException
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }

    private static void error(Context context, Exception problem) {
        context.err().println("millrace: " + problem.getMessage());
    }
}
