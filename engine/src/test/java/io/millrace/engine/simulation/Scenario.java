package io.millrace.engine.simulation;

import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.Kept;
import io.millrace.engine.core.KeptResults;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.StorageRoot;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.request.CompileRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A pipeline as text and what happens to it, without chance: {@code scenario(yaml).stopAt(20, false).play()}. */
final class Scenario {
    private static final Map<String, StorageRoot> STORAGES = Map.of(
            "main", new StorageRoot("/data/main", "/data/main"),
            "A", new StorageRoot("/data/a", "/data/a"),
            "B", new StorageRoot("/data/b", "/data/b"));

    private final Plan plan;
    private final Map<String, FileContent> files = new HashMap<>();
    private final Map<String, Behaviour> overrides = new HashMap<>();
    private final List<Stop> stops = new ArrayList<>();
    private List<Kept> kept = List.of();
    private RunLimits limits = RunLimits.DEFAULT;
    private int number = 1;

    private record Stop(int millis, boolean force) {}

    private Scenario(Plan plan) {
        this.plan = plan;
    }

    static Scenario scenario(String yaml) {
        return scenario(yaml, CompileRequest.PLAIN);
    }

    static Scenario scenario(String yaml, CompileRequest request) {
        return new Scenario(Compiling.plan(yaml, request));
    }

    /** A file that the step which has this output artifact will have written. */
    Scenario file(String artifact, String text) {
        files.put(artifact, new FileContent.Text(text));
        return this;
    }

    Scenario with(String path, Behaviour behaviour) {
        overrides.put(path, behaviour);
        return this;
    }

    Scenario atMost(int nodes) {
        limits = new RunLimits(nodes, false);
        return this;
    }

    Scenario stopAt(int millis, boolean force) {
        stops.add(new Stop(millis, force));
        return this;
    }

    /** The next play is a retry of {@code earlier}. */
    Scenario retry(World earlier) {
        kept = KeptResults.of(earlier.run());
        number++;
        return this;
    }

    World play() {
        RunInput input = new RunInput(
                new RunId(number),
                plan,
                "root",
                new RunOrigin("scenario", number > 1),
                STORAGES,
                limits,
                CacheStrategy.CONSERVATIVE);
        World world = new World(input, 100, this::behaviour, files, World.Hazards.NONE).submit(kept);
        stops.forEach(stop -> world.stopAt(stop.millis(), stop.force()));
        return world.play();
    }

    /** Commands say how they act: {@code ok 20} or {@code fail 5}; any other succeeds at once. */
    private Behaviour behaviour(String path, int attempt, JobSpec spec) {
        if (overrides.containsKey(path)) {
            return overrides.get(path);
        }
        String[] words = spec.command().split(" ", -1);
        int millis = words.length > 1 && words[1].matches("\\d+") ? Integer.parseInt(words[1]) : 1;
        return new Behaviour(Duration.ofMillis(millis), words[0].equals("fail") ? 1 : 0, Duration.ofMillis(3));
    }

    static String text(Map<String, String> statuses) {
        return sorted(statuses.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ")));
    }

    static String sorted(String words) {
        return Arrays.stream(words.trim().split(" +", -1)).sorted().collect(Collectors.joining(" "));
    }

    /** The job of the earlier run whose result stands at {@code path}. */
    static String keptJob(World world, String path) {
        NodeRun node = world.run().nodes().stream()
                .filter(candidate -> candidate.path().equals(path))
                .findFirst()
                .orElseThrow();
        return node.kept().orElseThrow().jobId();
    }
}
