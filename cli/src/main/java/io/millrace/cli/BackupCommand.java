package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.store.backup.Backup;
import io.millrace.store.backup.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = "Write the data folder to one file, also while Millrace is running.",
        footer = {
            "",
            "The file holds the database as it is at one moment, keys and settings; artifacts lie in their storages and",
            "are not part of it. It may hold secrets: only this user can read it. `millrace restore` brings it back.",
            "",
            "Examples:",
            "  millrace backup millrace-monday.backup",
            "  millrace backup --logs --force /mnt/backups/millrace.backup"
        })
final class BackupCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "Where the backup goes.")
    private String file = "";

    @Option(names = "--logs", description = "Take the logs of steps along.")
    private boolean logs;

    @Option(names = "--force", description = "Replace FILE if it exists.")
    private boolean force;

    BackupCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path target = context.folder().resolve(file);
        Manifest manifest = new Backup(context.home(global.home), logs, Version.ofMillrace())
                .write(target, force, TimeSource.SYSTEM.now());
        context.out()
                .println("%s: %s, %s%s, %s as they were"
                        .formatted(
                                file,
                                Amounts.text(size(target)),
                                Amounts.count(manifest.files().size(), "file"),
                                logs ? " and " + Amounts.count((int) manifest.logs(), "log") : "",
                                Amounts.text(manifest.bytes())));
        context.out().flush();
        return ExitCode.OK;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
