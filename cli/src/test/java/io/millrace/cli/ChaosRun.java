package io.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
