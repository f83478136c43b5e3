package io.millrace.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A pipeline that a seed decides, with what it must leave behind: each attempt adds one line to a file of its step
 * iteration, or fails when it cannot. Most steps are over before a killed Millrace is back; some take longer than that, so
 * that they have to be adopted.
 *
 * @param text the YAML
 * @param lines how many lines each file has when nothing is lost and nothing runs twice
 * @param files which step iterations write to each file
 * @param logs what the log of each step iteration that runs once says
 * @param codes the exit code of each step iteration that runs
 * @param succeeds whether the run ends well
 */
record ChaosPipeline(
        String text,
        Map<String, Integer> lines,
        Map<String, List<String>> files,
        Map<String, String> logs,
        Map<String, Integer> codes,
        boolean succeeds) {
    private static final int FAILURE = 3;

    static ChaosPipeline of(Random random) {
        return new Maker(random).make();
    }

    private static final class Maker {
        private final Random random;
        private final StringBuilder text = new StringBuilder();
        private final Map<String, Integer> lines = new LinkedHashMap<>();
        private final Map<String, List<String>> files = new LinkedHashMap<>();
        private final Map<String, String> logs = new LinkedHashMap<>();
        private final Map<String, Integer> codes = new LinkedHashMap<>();
        private int names;

        Maker(Random random) {
            this.random = random;
        }

        ChaosPipeline make() {
            text.append("name: chaos\nparallelism: %d\nfailure_options: {strategy: continue}\nentry_points:\n"
                    .formatted(1 + random.nextInt(4)));
            boolean well = nodes("  ", List.of(""), true, true);
            if (random.nextBoolean()) {
                text.append("post_process:\n");
                step("  ", "post", List.of(""), true, Kind.PLAIN);
            }
            return new ChaosPipeline(text.toString(), lines, files, logs, codes, well);
        }

        /** Nodes of a DAG whose iterations have the paths {@code above}; whether all of them end well. */
        private boolean nodes(String indent, List<String> above, boolean runs, boolean outermost) {
            int count = (outermost ? 3 : 2) + random.nextInt(outermost ? 4 : 2);
            Map<String, Boolean> before = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                String name = "n" + names++;
                List<String> deps = before.keySet().stream()
                        .filter(any -> random.nextInt(3) == 0)
                        .toList();
                boolean begins = runs && deps.stream().allMatch(before::get);
                boolean nested = outermost && random.nextInt(4) == 0;
                boolean well = nested ? dag(indent, name, begins) : step(indent, name, above, begins, kind(above));
                if (!deps.isEmpty()) {
                    text.append(indent)
                            .append("  deps: ")
                            .append(String.join(",", deps))
                            .append('\n');
                }
                before.put(name, well);
            }
            return !before.containsValue(false);
        }

        private boolean dag(String indent, String name, boolean runs) {
            text.append("%s%s:\n".formatted(indent, name));
            List<String> paths = new ArrayList<>(List.of(name + "."));
            if (random.nextBoolean()) {
                text.append(indent).append("  loop_argument: [u, v]\n");
                paths.add(name + "-1.");
            }
            text.append(indent).append("  entry_points:\n");
            return nodes(indent + "    ", paths, runs, false);
        }

        private enum Kind {
            PLAIN,
            LOOP,
            RETRIED,
            FAILING
        }

        private Kind kind(List<String> above) {
            return switch (random.nextInt(9)) {
                case 0, 1 -> Kind.LOOP;
                case 2 -> above.size() == 1 ? Kind.RETRIED : Kind.PLAIN; // it counts the lines of one iteration
                case 3 -> Kind.FAILING;
                default -> Kind.PLAIN;
            };
        }

        private boolean step(String indent, String name, List<String> above, boolean runs, Kind kind) {
            int iterations = kind == Kind.LOOP ? 2 + random.nextInt(3) : 1;
            int attempts = kind == Kind.RETRIED ? 2 : 1;
            List<String> paths = above.stream()
                    .flatMap(dag -> iterations == 1 ? Stream.of(dag + name) : looped(dag + name, iterations))
                    .toList();
            String file = "effects/%s.txt".formatted(name);
            if (runs) {
                lines.put(file, paths.size() * attempts);
                files.put(file, paths);
                paths.forEach(path -> codes.put(path, kind == Kind.FAILING ? FAILURE : 0));
                if (kind != Kind.RETRIED) {
                    paths.forEach(path -> logs.put(path, "begin\nend\n"));
                }
            }
            String end = switch (kind) {
                case PLAIN, LOOP -> "";
                case RETRIED -> "; test $(wc -l < %s) -gt 1".formatted(file);
                case FAILING -> "; exit " + FAILURE;
            };
            text.append("%s%s:\n".formatted(indent, name));
            double before = random.nextInt(20) / 100.0;
            double after = random.nextInt(4) == 0 ? 1 + random.nextInt(200) / 100.0 : random.nextInt(10) / 100.0;
            text.append("%s  command: \"set -e; echo begin; sleep %.2f; echo %s >> %s; sleep %.2f; echo end%s\"%n"
                    .formatted(indent, before, name, file, after, end));
            if (kind == Kind.LOOP) {
                String items = paths.subList(0, iterations).stream()
                        .map(path -> Integer.toString(path.length()))
                        .collect(Collectors.joining(", "));
                text.append("%s  loop_argument: [%s]\n".formatted(indent, items));
            }
            if (kind == Kind.RETRIED) {
                text.append("%s  retry: {max_attempts: %d, backoff: 20ms}\n".formatted(indent, 2));
            }
            return runs && kind != Kind.FAILING;
        }

        private static Stream<String> looped(String path, int iterations) {
            return IntStream.range(0, iterations).mapToObj(i -> i == 0 ? path : path + "-" + i);
        }
    }
}
