package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.store.SqliteQueries;
import io.millrace.store.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one run of a home to which bad things happen, seen from outside: by commands, files and processes. */
record ChaosRun(Cli cli) {
    static final String RUN = "run-000001";

    /** A fresh folder with the pipeline and room for what its steps leave. */
    static ChaosRun of(Path folder, ChaosPipeline pipeline) throws IOException {
        Cli cli = new Cli(folder);
        cli.write("pipeline.yaml", pipeline.text());
        Files.createDirectories(folder.resolve("effects"));
        return new ChaosRun(cli);
    }

    /** The next process that works on the home: it creates the run, or takes it up. */
    Process next() {
        return next(exists());
    }

    Process next(boolean exists) {
        return exists ? cli.start(List.of(), "resume") : cli.start(List.of(), "run", "pipeline.yaml");
    }

    /** Ends the process that {@link #next} started, which has met no bug so far. */
    void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        Cli.await(process);
        assertThat(cli.read("err.txt")).doesNotContain("internal error");
    }

    boolean owns(Process process) throws IOException {
        Path owner = cli.home().resolve("owner.json");
        return Files.exists(owner) && Files.readString(owner).contains(Long.toString(process.pid()));
    }

    boolean exists() {
        return cli.run("runs", "list").out().contains(RUN);
    }

    boolean isOver() {
        return exists() && List.of("succeeded", "failed", "terminated").contains(status());
    }

    String status() {
        return page().lines().findFirst().orElse("").replaceFirst(".*chaos +(\\w+).*", "$1");
    }

    String page() {
        return cli.run("runs", "show", RUN).out();
    }

    /** The log of a step iteration. */
    String log(String path) {
        return cli.run("logs", RUN, path).out();
    }

    /** How many attempts were started so far. */
    int attempts() throws IOException {
        Path jobs = cli.home().resolve("jobs").resolve(RUN);
        if (!Files.isDirectory(jobs)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(jobs)) {
            return (int) files.filter(file -> file.toString().endsWith(".pid")).count();
        }
    }

    /** The rows of its steps by path. */
    Map<String, NodeRow> steps() {
        try (SqliteQueries queries = SqliteQueries.open(new Home(cli.home()).database())) {
            return queries.nodes(RunId.parse(RUN)).stream()
                    .filter(node -> node.kind() != NodeRow.Kind.DAG)
                    .collect(Collectors.toMap(NodeRow::path, Function.identity()));
        }
    }

    /** The exit codes of the steps that have one, by path. */
    Map<String, Integer> codes() {
        Map<String, Integer> codes = new TreeMap<>();
        steps().forEach((path, step) -> step.exitCode().ifPresent(code -> codes.put(path, code)));
        return codes;
    }

    /** How many lines each file of the steps has. */
    Map<String, Integer> written() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        try (Stream<Path> files = Files.list(cli.folder().resolve("effects"))) {
            for (Path file : files.toList()) {
                lines.put(
                        "effects/" + file.getFileName(),
                        Files.readAllLines(file).size());
            }
        }
        return lines;
    }

    /** What still runs in the folder, where the system can tell: steps, their wrappers, launchers. */
    List<String> processes() throws IOException {
        List<String> found = new ArrayList<>();
        Path all = Path.of("/proc");
        if (!Files.isDirectory(all)) {
            return found;
        }
        try (Stream<Path> processes = Files.list(all)) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                Path works = process.resolve("cwd");
                try {
                    if (Files.readSymbolicLink(works).startsWith(cli.folder().toRealPath())) {
                        found.add(process.getFileName().toString());
                    }
                } catch (IOException gone) {
                    // ended meanwhile, or another user's
                }
            }
        }
        return found;
    }
}
