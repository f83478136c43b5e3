package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.core.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = "Delete runs that have ended, with their logs and artifacts.",
        footer = {
            "",
            "A run whose results others took over, from the cache or as a retry, is refused unless --force is there.",
            "A deletion that was interrupted is finished by deleting the run again.",
            "",
            "Examples:",
            "  millrace runs delete run-000003",
            "  millrace runs delete run-000003 run-000004 -y",
            "  millrace runs delete run-000001 --force -y"
        })
final class RunsDeleteCommand implements Callable<Integer> {
    private static final int LONGEST_ANSWER = 100;

    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of the runs.")
    private List<String> runs = List.of();

    @Option(names = "--force", description = "Also when other runs use its results.")
    private boolean force;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Needed where nobody can be asked.")
    private boolean yes;

    RunsDeleteCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        List<RunId> ids = runs.stream()
                .map(RunIds::parse)
                .distinct()
                .sorted(Comparator.reverseOrder()) // who uses a result is newer than who made it
                .toList();
        if (!yes && !isConfirmed(ids)) {
            context.out().println("nothing was deleted");
            return ExitCode.USAGE;
        }
        RunDeletion deletion = new RunDeletion(context.home(global.home));
        int code = ExitCode.OK;
        for (RunId id : ids) {
            try {
                deletion.delete(id, !force);
                context.out().println("deleted " + id);
            } catch (MillraceException e) {
                context.err().println("millrace: " + e.getMessage());
                code = ExitCode.USAGE;
            }
            context.out().flush();
            context.err().flush();
        }
        return code;
    }

    private boolean isConfirmed(List<RunId> ids) throws IOException {
        if (!context.terminal()) {
            throw new UsageException("nobody can be asked here whether to delete logs and artifacts too; add -y");
        }
        context.out()
                .print("delete %s with their logs and artifacts? [y/N] "
                        .formatted(ids.stream().map(RunId::toString).collect(Collectors.joining(", "))));
        context.out().flush();
        byte[] answer = new byte[LONGEST_ANSWER];
        int length = System.in.read(answer);
        String text = length < 0 ? "" : new String(answer, 0, length, StandardCharsets.UTF_8);
        String word = text.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }
}
