package io.millrace.cli;

import io.millrace.client.MillraceClient;
import io.millrace.client.NewRun;
import io.millrace.client.RunDetail;
import io.millrace.client.RunFilter;
import io.millrace.client.RunInfo;
import io.millrace.client.RunStatus;
import io.millrace.client.pipeline.FailureStrategy;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be done with runs of a server. */
record RemoteRuns(Context context, Remote remote) {
    private static final Map<String, FailureStrategy> STRATEGIES =
            Map.of("fail_fast", FailureStrategy.FAIL_FAST, "continue", FailureStrategy.CONTINUE);

    void list(RunListOptions options) {
        RunFilter filter = RunFilter.ALL
                .newestFirst()
                .pageSize(options.page.pageSize())
                .users(texts(options.users))
                .storages(texts(options.storages))
                .names(texts(options.names))
                .statuses(options.statuses.stream().map(RemoteRuns::status).toArray(RunStatus[]::new));
        List<RunInfo> runs = remote.ask(client ->
                client.runs().stream(filter).limit(options.page.limit()).toList());
        records(options.form.format).printAll(runs);
    }

    private Records<RunInfo> records(ListFormat format) {
        return new Records<>(
                context,
                format,
                "no runs; `millrace runs create FILE` makes one",
                List.of(
                        new Records.Column<>("RUN", RunInfo::id),
                        new Records.Column<>("PIPELINE", RunInfo::name),
                        new Records.Column<>("USER", RunInfo::user),
                        new Records.Column<>("FS", RunInfo::storage),
                        new Records.Column<>("STATUS", RunInfo::statusWord),
                        new Records.Column<>("CREATED", run -> RunsListing.time(run.createdAt())),
                        new Records.Column<>("TOOK", RemoteRuns::took),
                        new Records.Column<>("MESSAGE", RunInfo::message)));
    }

    private static String took(RunInfo run) {
        return run.activatedAt()
                .filter(start -> run.status().isFinal())
                .map(start -> RemoteRunPage.took(start, run.updatedAt()))
                .orElse("");
    }

    private static RunStatus status(String word) {
        for (RunStatus status : RunStatus.values()) {
            if (status != RunStatus.UNKNOWN && status.word().equals(word.toLowerCase(Locale.ROOT))) {
                return status;
            }
        }
        throw new UsageException("--status: there is no status '%s'".formatted(word));
    }

    void show(String run, ListFormat format) {
        RunDetail detail = remote.ask(client -> client.runs().show(run));
        if (format == ListFormat.TEXT) {
            new RemoteRunPage(context).print(detail);
        } else {
            new Records<>(context, format, "", List.of(new Records.Column<>("RUN", RunDetail::id))).print(detail);
        }
    }

    int create(RunCreateOptions options) {
        NewRun wanted = wanted(options);
        return remote.ask(client -> begun(client, client.runs().create(wanted), options.watch));
    }

    int retry(String run, boolean watch) {
        return remote.ask(client -> begun(client, client.runs().retry(run), watch));
    }

    private int begun(MillraceClient client, String run, boolean watch) {
        context.out().println(run);
        context.out().flush();
        return watch ? new RemoteWatch(context, client).untilItIsOver(run) : ExitCode.OK;
    }

    int watch(String run) {
        return remote.ask(client -> new RemoteWatch(context, client).untilItIsOver(run));
    }

    private NewRun wanted(RunCreateOptions options) {
        NewRun run = source(options);
        run = options.storage.isEmpty() ? run : run.storage(options.storage);
        run = options.user.isEmpty() ? run : run.user(options.user);
        run = options.name.isEmpty() ? run : run.name(options.name);
        run = options.description.isEmpty() ? run : run.description(options.description);
        run = options.entry.isEmpty() ? run : run.entry(options.entry);
        run = options.disabled.isEmpty() ? run : run.disable(options.disabled);
        run = options.image.isEmpty() ? run : run.image(options.image);
        if (!options.failure.isEmpty()) {
            FailureStrategy strategy = STRATEGIES.get(options.failure);
            if (strategy == null) {
                throw new UsageException("--failure is fail_fast or continue, not '%s'".formatted(options.failure));
            }
            run = run.onFailure(strategy);
        }
        return run.parameters(options.parameters);
    }

    private NewRun source(RunCreateOptions options) {
        long ways = List.of(options.file, options.path, options.pipeline).stream()
                .filter(text -> !text.isEmpty())
                .count();
        if (ways != 1) {
            throw new UsageException("a run needs one of FILE, --path PATH and --pipeline PIPELINE");
        }
        if (!options.file.isEmpty()) {
            return NewRun.ofYaml(PipelineFile.read(context, options.file).text());
        }
        if (!options.path.isEmpty()) {
            return NewRun.ofStorage(options.storage, options.path);
        }
        return options.version.isEmpty()
                ? NewRun.ofPipeline(options.pipeline)
                : NewRun.ofPipeline(options.pipeline, options.version);
    }

    void stop(String run, boolean force) {
        remote.tell(client -> {
            if (force) {
                client.runs().forceStop(run);
            } else {
                client.runs().stop(run);
            }
        });
        context.out().println(run + " is being stopped");
    }

    void delete(List<String> runs, boolean force) {
        for (String run : runs) {
            remote.tell(client -> {
                if (force) {
                    client.runs().deleteAlsoIfReused(run);
                } else {
                    client.runs().delete(run);
                }
            });
            context.out().println("deleted " + run);
            context.out().flush();
        }
    }

    static String[] texts(List<String> list) {
        return list.toArray(String[]::new);
    }
}
