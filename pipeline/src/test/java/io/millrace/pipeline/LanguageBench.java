package io.millrace.pipeline;

import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long a file of 1,000 steps takes to be validated in a warm process, valid and with a mistake in each step, and how
 * long 100,000 nodes take from text to plan. Started by {@code bench/language/run}.
 */
final class LanguageBench {
    private static final int STEPS = 1_000;

    private LanguageBench() {}

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        String steps = steps(STEPS, "deps", 20);
        measure("1,000 steps, valid", steps, rounds * 10);
        measure("1,000 steps, a mistake in each", steps(STEPS, "dep", 20), rounds * 10);
        measure("100,000 steps in one map", flat(100_000), rounds);
        measure("100,000 nodes in nested DAGs", nested(), rounds);
        measure("100,000 nodes from components", components(), rounds);
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.printf(
                "peak heap %d MB of at most %d MB%n",
                peak >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void measure(String what, String text, int rounds) {
        long[] nanos = new long[rounds];
        long processor = 0;
        int nodes = nodes(text);
        int problems = 0;
        for (int i = 0; i < rounds; i++) {
            long processorStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long start = System.nanoTime();
            problems = problems(text);
            nanos[i] = System.nanoTime() - start;
            processor += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processorStart;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-32s %5d KB  median %7.1f ms  worst %7.1f ms  processor %7.1f ms  %6d nodes  %4d lines of messages%n",
                what,
                text.length() >> 10,
                nanos[rounds / 2] / 1e6,
                nanos[rounds - 1] / 1e6,
                processor / 1e6 / rounds,
                nodes,
                problems);
    }

    private static Compiled compile(String text) {
        return PipelineCompiler.compile(new SourceText("bench.yaml", text), CompileRequest.embedded("default"));
    }

    private static int nodes(String text) {
        return compile(text).plan().map(plan -> nodes(plan.root())).orElse(0);
    }

    /** Number of lines of all messages. */
    private static int problems(String text) {
        String shown = compile(text).problems().stream().map(Problem::render).collect(Collectors.joining());
        return (int) shown.lines().count();
    }

    private static int nodes(PlanDag dag) {
        int nodes = 0;
        for (PlanNode child : dag.children()) {
            nodes += switch (child) {
                case PlanStep step -> 1;
                case PlanDag inner -> 1 + nodes(inner);
            };
        }
        return nodes;
    }

    /** Steps as people write them: ten lines each, in layers that read from each other. */
    private static String steps(int many, String deps, int width) {
        return "name: bench\ndocker_env: img:1\nentry_points:\n"
                + IntStream.range(0, many)
                        .mapToObj(i -> step(i, i < width ? "" : "    %s: s%d\n".formatted(deps, i - width), i - width))
                        .collect(Collectors.joining());
    }

    private static String step(int number, String deps, int before) {
        String input = before < 0 ? "" : "      input: {data: '{{s%d.model}}'}\n".formatted(before);
        return "  s%d:\n".formatted(number) + """
                    command: |
                      echo "step {{PF_STEP_NAME}} with {{rate}}"
                      date > {{model}}
                    parameters:
                      rate: 0.5
                      epochs: {type: int, default: 20}
                    env: {RATE: '{{rate}}'}
                """.indent(0) + deps + "    artifacts:\n" + input
                + "      output: [model]\n";
    }

    private static String flat(int many) {
        return "name: bench\nentry_points:\n"
                + IntStream.range(0, many)
                        .mapToObj(i -> "  s%d: {command: x}\n".formatted(i))
                        .collect(Collectors.joining());
    }

    /** 100 DAGs of 9 DAGs of 110 steps. */
    private static String nested() {
        StringBuilder text = new StringBuilder("name: bench\nentry_points:\n");
        for (int i = 0; i < 100; i++) {
            text.append("  d%d:\n    entry_points:\n".formatted(i));
            for (int j = 0; j < 9; j++) {
                text.append("      d%d:\n        entry_points:\n".formatted(j));
                IntStream.range(0, 110).forEach(k -> text.append("          s%d: {command: x}\n".formatted(k)));
            }
        }
        return text.toString();
    }

    /** 999 references, each with its own parameter, to a component of 99 steps. */
    private static String components() {
        StringBuilder text =
                new StringBuilder("name: bench\ncomponents:\n  c:\n    parameters: {p: 1}\n    entry_points:\n");
        IntStream.range(0, 99)
                .forEach(i -> text.append(
                        "      s%d: {command: 'echo {{q}}', parameters: {q: '{{PF_PARENT.p}}'}}\n".formatted(i)));
        text.append("entry_points:\n");
        IntStream.range(0, 999)
                .forEach(i -> text.append("  r%d: {reference: {component: c}, parameters: {p: %d}}\n".formatted(i, i)));
        return text.toString();
    }
}
