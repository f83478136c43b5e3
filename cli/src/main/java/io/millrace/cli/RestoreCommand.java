package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.store.backup.Restore;
import io.millrace.store.home.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = "Make a data folder of a file that `millrace backup` wrote.",
        footer = {
            "",
            "Everything is checked before anything is changed. Runs that had not ended go on when Millrace next works on",
            "the folder; steps that were running then count as ended in an unknown way and are not started again by",
            "themselves. Schedules that were running go on, too, and make up for the times since the backup if they catch",
            "up.",
            "",
            "Examples:",
            "  millrace restore millrace-monday.backup --home /srv/millrace",
            "  millrace restore --force millrace-monday.backup"
        })
final class RestoreCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private String file = "";

    @Option(
            names = "--force",
            description = "Replace a data folder that is not empty; what is there is moved aside in it.")
    private boolean force;

    RestoreCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Home home = context.home(global.home);
        InterruptedRuns interrupted = new InterruptedRuns();
        Restore.Done done = new Restore(home, force)
                .from(context.folder().resolve(file), TimeSource.SYSTEM.now(), interrupted::prepare);
        context.out()
                .println("%s: restored what %s held at %s"
                        .formatted(
                                home.folder(),
                                Path.of(file).getFileName(),
                                RunsListing.time(done.manifest().madeAt())));
        done.replaced().ifPresent(old -> context.out().println("what was there before is in " + old));
        List<RunId> runs = interrupted.runs();
        if (!runs.isEmpty()) {
            context.out()
                    .println("%s had not ended: `millrace resume` goes on with them, `millrace runs list` shows them"
                            .formatted(Amounts.count(runs.size(), "run")));
        }
        context.out().flush();
        return ExitCode.OK;
    }
}
