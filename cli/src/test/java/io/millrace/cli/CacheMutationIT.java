package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.view.TerminalSize;
import io.millrace.engine.Executor;
import io.millrace.engine.ExecutorListener;
import io.millrace.engine.QueueLimits;
import io.millrace.engine.Secrets;
import io.millrace.engine.StoredInputs;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheCheck;
import io.millrace.engine.cache.CacheCheck.Answer;
import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.cache.Lookup;
import io.millrace.engine.cache.RunForecast;
import io.millrace.engine.cache.Sha256;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.record.NodeRow;
import io.millrace.executor.local.LocalStorage;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.store.SqliteStore;
import io.millrace.store.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random pipelines in which one random ingredient of one step changes from run to run. Engine, cache, store and files are
 * real; instead of processes there is an executor that writes the outputs at once. The plan says what the run then does,
 * and the explanation names the ingredient and nothing else.
 */
class CacheMutationIT {
    private static final int PIPELINES = 25;

    @TempDir
    Path folder = Path.of("");

    /** The random numbers of a test, with values that were never there before. */
    private static final class Chance {
        private final Random random;
        private int values;

        Chance(long seed) {
            this.random = new Random(seed);
        }

        int below(int bound) {
            return random.nextInt(bound);
        }

        String value() {
            return "v" + values++;
        }
    }

    /** A step whose ingredients can change. */
    private static final class Step {
        final String name;
        final Map<String, String> parameters = new TreeMap<>();
        final Map<String, String> env = new TreeMap<>();
        final List<String> command = new ArrayList<>();
        final List<String> inputs = new ArrayList<>();
        final Map<String, String> files = new LinkedHashMap<>();
        String image;

        /** @param before steps that it may read from */
        Step(String name, List<Step> before, Chance chance) {
            this.name = name;
            this.image = "image:" + chance.value();
            for (int i = chance.below(3); i >= 0; i--) {
                parameters.put("p" + i, chance.value());
                env.put("E" + i, chance.value());
                command.add("echo " + chance.value() + " {{p" + i + "}}");
            }
            for (int i = chance.below(2); i >= 0; i--) {
                files.put(name + "-" + i + ".txt", chance.value());
            }
            for (Step earlier : before) {
                if (chance.below(2) == 0) {
                    inputs.add(earlier.name);
                }
            }
        }

        /** Changes one ingredient; the answer is what explanations call it. */
        String change(CacheStrategy strategy, Chance chance) {
            return switch (chance.below(7)) {
                case 0 -> "parameter " + changed(parameters, chance);
                case 1 -> "env " + changed(env, chance);
                case 2 -> {
                    image = "image:" + chance.value();
                    yield "image";
                }
                case 3 -> {
                    command.set(chance.below(command.size()), "echo " + chance.value());
                    yield "command";
                }
                case 4 -> "env " + added(env, "F", chance);
                case 5 -> "parameter " + added(parameters, "q", chance);
                default ->
                    "%s of %s in default"
                            .formatted(
                                    strategy == CacheStrategy.CONTENT ? "content" : "modification time",
                                    changed(files, chance));
            };
        }

        private static String changed(Map<String, String> values, Chance chance) {
            String name = List.copyOf(values.keySet()).get(chance.below(values.size()));
            values.put(name, chance.value());
            return name;
        }

        private static String added(Map<String, String> values, String prefix, Chance chance) {
            String name = prefix + chance.value();
            values.put(name, "1");
            return name;
        }

        private static String flow(Map<String, String> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        void write(StringBuilder yaml) {
            yaml.append("  ")
                    .append(name)
                    .append(":\n    docker_env: ")
                    .append(image)
                    .append('\n');
            yaml.append("    deps: \"").append(String.join(",", inputs)).append("\"\n");
            yaml.append("    parameters: ").append(flow(parameters)).append('\n');
            yaml.append("    env: ").append(flow(env)).append('\n');
            Map<String, String> reads = new LinkedHashMap<>();
            inputs.forEach(input -> reads.put("from" + input, "'{{" + input + ".out}}'"));
            yaml.append("    artifacts: {input: ").append(flow(reads)).append(", output: [out]}\n");
            yaml.append("    cache: {fs_scope: [{name: default, path: '")
                    .append(String.join(",", files.keySet()))
                    .append("'}]}\n    command: |\n");
            command.forEach(line -> yaml.append("      ").append(line).append('\n'));
        }
    }

    /** Writes outputs at once. Of every other step they depend on what it was given, of the others they never change. */
    private record Instantly(ExecutorListener listener, ExecutorService hand) implements Executor {
        Instantly(ExecutorListener listener) {
            this(listener, Executors.newSingleThreadExecutor());
        }

        @Override
        public void start(AttemptId attempt, JobSpec job) {
            hand.execute(() -> {
                Map<String, String> env = new TreeMap<>(job.env());
                env.keySet().removeIf(name -> name.startsWith("PF_"));
                String given = Sha256.of(job.command().replaceAll("run-\\d+", "") + env);
                boolean constant = job.stepName().hashCode() % 2 == 0;
                for (String output : job.outputs()) {
                    Path file = Path.of(job.mounts().getFirst().location(), output);
                    try {
                        Files.createDirectories(file.getParent());
                        Files.writeString(file, constant ? job.stepName() : given);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                listener.ended(attempt, new Exit.Code(0), TimeSource.SYSTEM.now());
            });
        }

        @Override
        public void adopt(AttemptId attempt, JobSpec job) {
            throw new AssertionError("nothing was running");
        }

        @Override
        public void stop(AttemptId attempt) {
            throw new AssertionError("nothing is stopped");
        }

        @Override
        public void close() {
            hand.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void planAndRunAgreeAndTheReasonIsTheOneThatChanged(CacheStrategy strategy) throws IOException {
        int cases = Integer.getInteger("millrace.mutations", 1000) / 2;
        long seed = Long.getLong("millrace.seed", 20261128);
        Chance chance = new Chance(seed);
        Home home = new Home(folder.resolve("home"));
        Files.createDirectories(home.folder());
        RunEnds ends = new RunEnds();
        try (SqliteStore store = SqliteStore.open(home.database());
                Engine engine = new Engine(new Engine.Ports(
                        store,
                        store.queries(),
                        new StoredInputs(),
                        Instantly::new,
                        new LocalStorage(),
                        store,
                        store.cache(),
                        CacheContents.of(home),
                        Secrets.NONE,
                        store,
                        store.artifacts(),
                        TimeSource.SYSTEM,
                        ends,
                        QueueLimits.NONE,
                        100,
                        Duration.ofMinutes(1)))) {
            World world = new World(folder, home, store, engine, ends, strategy);
            for (int i = 0; i < PIPELINES; i++) {
                world.history(i, cases / PIPELINES, chance);
            }
        }
    }

    /** What a history plays in. */
    private record World(
            Path folder, Home home, SqliteStore store, Engine engine, RunEnds ends, CacheStrategy strategy) {

        /** One pipeline: a run as it is, then runs with one change each. */
        void history(int number, int changes, Chance chance) throws IOException {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i <= 1 + chance.below(3); i++) {
                steps.add(new Step("%s%d".formatted((char) ('a' + i), number), steps, chance));
            }
            PreparedRun first = prepare(number, steps);
            run(first);
            for (int i = 0; i < changes; i++) {
                Step changed = steps.get(chance.below(steps.size()));
                String ingredient = changed.change(strategy, chance);
                PreparedRun next = prepare(number, steps);
                Map<String, String> plan = plan(next);
                RunId run = run(next);
                check(run, steps, changed, ingredient, plan);
            }
        }

        private PreparedRun prepare(int number, List<Step> steps) throws IOException {
            StringBuilder yaml = new StringBuilder("name: p\ncache: {enable: true}\nentry_points:\n");
            for (Step step : steps) {
                step.write(yaml);
                for (Map.Entry<String, String> file : step.files.entrySet()) {
                    Path path = folder.resolve(file.getKey());
                    if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
                        FileTime last = Files.exists(path) ? Files.getLastModifiedTime(path) : FileTime.fromMillis(0);
                        Files.writeString(path, file.getValue());
                        // newer even when both were written in the same tick of the clock
                        Files.setLastModifiedTime(path, FileTime.fromMillis(last.toMillis() + 1));
                    }
                }
            }
            String name = "p%d.yaml".formatted(number);
            Files.writeString(folder.resolve(name), yaml);
            StringWriter problems = new StringWriter();
            Context context = new Context(
                    Map.of("MILLRACE_CACHE_STRATEGY", strategy.word()),
                    folder,
                    folder,
                    "tester",
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(problems),
                    false,
                    new TerminalSize(120, 40),
                    new Interruption());
            try {
                return PreparedRun.of(
                        context,
                        Secrets.NONE,
                        PipelineFile.read(context, name),
                        new PipelineOptions(),
                        new RunOptions().wishes(context, ""));
            } catch (UsageException e) {
                throw new AssertionError(problems + "\n" + yaml, e);
            }
        }

        private RunId run(PreparedRun prepared) {
            RunId run = engine.submit(prepared.submission());
            assertThat(ends.await(run)).isEqualTo(RunStatus.SUCCEEDED);
            Conditions.quickly(() -> store.queries().nodes(run).stream()
                    .filter(node ->
                            node.kind() == NodeRow.Kind.STEP && node.keptFrom().isEmpty())
                    .allMatch(node -> isRemembered(run, node)));
            return run;
        }

        /** What a run made is remembered a moment after its end; whoever asks in between waits for it. */
        private boolean isRemembered(RunId run, NodeRow node) {
            CacheFilter filter = CacheFilter.ALL.withRuns(Set.of(run)).withPath(Optional.of(node.path()));
            return !store.cache().entries(filter, 1).isEmpty();
        }

        private Map<String, String> plan(PreparedRun prepared) {
            Lookup lookup = Lookup.readOnly(store.cache(), CacheContents.of(home), Secrets.NONE, TimeSource.SYSTEM);
            Map<String, String> plan = new HashMap<>();
            RunForecast.of(
                            prepared.submission()
                                    .input()
                                    .apply(new RunId(900_000))
                                    .withPlan(prepared.plan().goingOn()),
                            lookup,
                            new LocalStorage(),
                            TimeSource.SYSTEM)
                    .forEach(line -> plan.put(line.path(), line.verdict().word()));
            return plan;
        }

        private void check(RunId run, List<Step> steps, Step changed, String ingredient, Map<String, String> plan) {
            Set<String> behind = new HashSet<>();
            for (Step step : steps) {
                CacheCheck check = checked(run, step.name);
                String planned = String.valueOf(plan.get(step.name));
                String told = "%s %s: planned %s, %s: %s".formatted(run, step.name, planned, check.answer(), check);
                boolean reads = step.inputs.stream().anyMatch(behind::contains);
                if (step == changed) {
                    assertThat(planned).as(told).isEqualTo("miss");
                    assertThat(check.answer()).as(told).isEqualTo(Answer.MISS);
                    assertThat(check.changes().stream().map(CacheCheck.Change::name))
                            .as(told)
                            .containsExactly(ingredient);
                    assertThat(check.reason()).as(told).contains(ingredient);
                } else if (!reads) {
                    assertThat(planned).as(told).isEqualTo("hit");
                    assertThat(check.answer()).as(told).isEqualTo(Answer.HIT);
                } else if (strategy == CacheStrategy.CONSERVATIVE) {
                    assertThat(planned).as(told).isEqualTo("miss");
                    assertThat(check.answer()).as(told).isEqualTo(Answer.MISS);
                } else {
                    assertThat(planned).as(told).isEqualTo("depends");
                }
                if (step == changed || reads) {
                    behind.add(step.name);
                }
            }
        }

        /** Answers are written behind the run's back. */
        private CacheCheck checked(RunId run, String step) {
            int node = store.queries().node(run, step).map(NodeRow::node).orElseThrow();
            Optional<CacheCheck> check = store.cache().check(run, node);
            if (check.isEmpty()) {
                Conditions.quickly(() -> store.cache().check(run, node).isPresent());
                check = store.cache().check(run, node);
            }
            return check.orElseThrow();
        }
    }
}
