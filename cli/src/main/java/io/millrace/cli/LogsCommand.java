package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.RunId;
import io.millrace.engine.log.LogFile;
import io.millrace.engine.log.LogSource;
import io.millrace.engine.log.LogSources;
import io.millrace.engine.record.NodeRow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Print what the steps of a run wrote.",
        footer = {
            "",
            "Without STEP the logs of all steps follow each other, each line behind the name of its step; with -f lines of",
            "steps that run at a time come as they are written. When a step is tried again, -f goes on with that attempt.",
            "A step that waits for the same step of another run, or took over its result, has the log of that one.",
            "",
            "Examples:",
            "  millrace logs run-000001",
            "  millrace logs run-000001 train -f",
            "  millrace logs run-000001 train --tail 50",
            "  millrace logs run-000001 train --from 1048576 --head 100",
            "  millrace logs prune --older-than 30d --dry-run"
        })
final class LogsCommand implements Callable<Integer> {
    private static final long WATCH_MILLIS = 200;

    /** How the reason of a step begins that waits for another one, whose log stands for its own. */
    private static final String LEADER = "cache reservation";

    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", description = "Id of the run.")
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description =
                    "Name of the step as `millrace runs show` prints it, with its DAG and iteration: sweep-1.train.")
    private String step = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written, until the step has ended.")
    private boolean follow;

    @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines of each log.")
    private Optional<Integer> tail = Optional.empty();

    @Option(names = "--head", paramLabel = "N", description = "Only the first N lines of each log.")
    private Optional<Integer> head = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            description = "Begin at this byte, where a line begins: an offset that -o json printed.")
    private Optional<Long> from = Optional.empty();

    @Option(names = "--attempt", paramLabel = "N", description = "The N-th attempt of the step; default: the last one.")
    private Optional<Integer> attempt = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output; json prints one line an object.")
    private Output.Format format = Output.Format.TEXT;

    LogsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        RunId id = RunIds.parse(run);
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            List<NodeRow> steps = steps(stored, id);
            if (follow && step.isEmpty()) {
                followAll(stored, id);
                return ExitCode.OK;
            }
            for (NodeRow row : step.isEmpty() ? steps : List.of(named(steps))) {
                print(stored, row);
            }
        }
        return ExitCode.OK;
    }

    private void checkOptions() {
        if (run.isEmpty()) {
            throw new UsageException("logs needs the id of a run; `millrace runs list` shows those there are");
        }
        require(tail.orElse(0) >= 0, "--tail takes a number of lines from 0 on");
        require(head.orElse(0) >= 0, "--head takes a number of lines from 0 on");
        require(from.orElse(0L) >= 0, "--from takes an offset from 0 on");
        require(attempt.orElse(1) >= 1, "--attempt takes a number from 1 on");
        if (follow && head.isPresent()) {
            throw new UsageException("--follow goes to the end, --head stops before it; leave one of them out");
        }
        if (tail.isPresent() && (head.isPresent() || from.isPresent())) {
            throw new UsageException("--tail counts from the end, --head and --from from the begin; leave one out");
        }
        if (from.isPresent() && step.isEmpty()) {
            throw new UsageException("--from is a place in the log of one step; name the step");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new UsageException(rule);
        }
    }

    private static List<NodeRow> steps(StoredRuns stored, RunId id) {
        if (stored.queries().run(id).isEmpty()) {
            throw new MillraceException(
                    Code.RUN_NOT_FOUND, "there is no run %s; `millrace runs list` shows those there are".formatted(id));
        }
        return stored.queries().nodes(id).stream()
                .filter(row -> row.kind() != NodeRow.Kind.DAG)
                .toList();
    }

    private NodeRow named(List<NodeRow> steps) {
        return steps.stream()
                .filter(row -> row.path().equals(step))
                .findFirst()
                .orElseThrow(() -> new UsageException("%s has no step '%s' that began; there are: %s"
                        .formatted(
                                run,
                                step,
                                String.join(
                                        ", ",
                                        steps.stream()
                                                .limit(20)
                                                .map(NodeRow::path)
                                                .toList()))));
    }

    /** Steps that run at a time are followed at a time, those that begin later as soon as they do. */
    private void followAll(StoredRuns stored, RunId id) throws InterruptedException {
        try (Interleaved logs = new Interleaved()) {
            boolean over = false;
            while (!over) {
                over = stored.queries()
                        .run(id)
                        .map(it -> it.row().status().isFinal())
                        .orElse(true);
                long begin = System.nanoTime();
                for (NodeRow row : steps(stored, id)) {
                    if (over
                            || row.attempts() > 0
                            || row.status().isFinal()
                            || row.waiting().startsWith(LEADER)) {
                        logs.follow(row.path(), row.status().isFinal(), () -> {
                            print(stored, row);
                            return row;
                        });
                    }
                }
                if (!over) { // of a run with very many steps the list itself takes its time
                    Duration took = Duration.ofNanos(System.nanoTime() - begin);
                    Thread.sleep(Math.max(WATCH_MILLIS, 4 * took.toMillis()));
                }
            }
            logs.await();
        }
    }

    private void print(StoredRuns stored, NodeRow row) throws IOException, InterruptedException {
        LogSource source = new LogSources(stored.queries()).of(row);
        print(stored, row, source);
        NodeRow now = row;
        while (follow && !now.status().isFinal()) {
            Thread.sleep(WATCH_MILLIS);
            now = again(stored, row);
            LogSource next = new LogSources(stored.queries()).of(now);
            if (!next.isThatOf(source)) {
                source = next;
                print(stored, now, source);
            }
        }
    }

    private static NodeRow again(StoredRuns stored, NodeRow row) {
        return stored.queries().nodes(row.run(), row.node() - 1, 1).getFirst();
    }

    private void print(StoredRuns stored, NodeRow row, LogSource source) throws IOException, InterruptedException {
        if (!source.note().isEmpty()) {
            context.err().println(source.note());
            context.err().flush();
        }
        if (source.step().isPresent()) {
            log(stored, row, source.step().get());
        }
    }

    /** Prints the log of {@code maker}, which is that of {@code row} or stands for it. */
    private void log(StoredRuns stored, NodeRow row, NodeRow maker) throws IOException, InterruptedException {
        int wanted = attempt.orElse(Math.max(1, maker.attempts()));
        AttemptId id = new AttemptId(maker.run(), maker.node(), wanted);
        if (Logs.wasRemoved(stored.files(), id)) {
            context.err().println("the log of %s was removed".formatted(maker.path()));
            context.err().flush();
            return;
        }
        LogFile log = stored.logs().of(id);
        long start = tail.isPresent() ? log.startOfLast(tail.get()) : from.orElse(0L);
        LogPrinter printer = new LogPrinter(context, format, row.path(), step.isEmpty() ? row.path() + " | " : "");
        if (head.isPresent()) {
            log.readFirst(start, head.get(), printer::print);
        } else if (follow && !maker.status().isFinal()) {
            follow(stored, maker, id, start, printer);
        } else if (tail.orElse(1) != 0) {
            log.read(start, printer::print);
        }
        context.out().flush();
    }

    /** From one attempt to the next until the step has ended, or until the attempt has that was asked for. */
    private void follow(StoredRuns stored, NodeRow maker, AttemptId first, long start, LogPrinter printer)
            throws IOException, InterruptedException {
        followOne(stored, maker, first, start, printer);
        for (int next = first.number() + 1;
                attempt.isEmpty() && again(stored, maker).attempts() >= next;
                next++) {
            context.err().println("attempt %d of %s".formatted(next, maker.path()));
            context.err().flush();
            followOne(stored, maker, new AttemptId(maker.run(), maker.node(), next), 0, printer);
        }
    }

    private static void followOne(StoredRuns stored, NodeRow maker, AttemptId attempt, long start, LogPrinter printer)
            throws IOException, InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Thread watcher = Thread.ofVirtual().name("step-watch").start(() -> awaitEnd(stored, maker, attempt, over));
        try {
            stored.logs().of(attempt).follow(start, over, printer::printNow, printer::printIncomplete);
        } finally {
            watcher.interrupt();
        }
    }

    private static void awaitEnd(StoredRuns stored, NodeRow maker, AttemptId attempt, CountDownLatch over) {
        try {
            NodeRow now = again(stored, maker);
            while (!now.status().isFinal() && now.attempts() <= attempt.number()) {
                Thread.sleep(WATCH_MILLIS);
                now = again(stored, maker);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over.countDown();
        }
    }
}
