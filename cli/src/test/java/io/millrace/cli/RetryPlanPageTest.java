package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.RetryPlan.Fate;
import io.millrace.cli.view.TerminalSize;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long loops become few lines, and nothing is left out. */
class RetryPlanPageTest {
    private static final String KEPT = "it succeeded in run-000001";
    private static final String FAILED = "it failed: exit code 1";

    private static String printed(Output.Format format, List<Fate> nodes) {
        StringWriter out = new StringWriter();
        Path here = Path.of("");
        Context context = new Context(
                Map.of(),
                here,
                here,
                "tester",
                new PrintWriter(out),
                new PrintWriter(out),
                false,
                new TerminalSize(120, 40),
                new Interruption());
        RetryPlanPage.print(new RetryPlan(nodes), context, format);
        return out.toString();
    }

    private static Fate fate(String name, int iteration, boolean kept, Fate... inside) {
        return new Fate(name, iteration, 1, kept, kept ? KEPT : FAILED, List.of(inside));
    }

    @Test
    void neighboursWithTheSameInStoreAreOneLine() {
        List<Fate> nodes = new ArrayList<>();
        IntStream.range(0, 42).forEach(i -> nodes.add(fate("train", i, true)));
        nodes.add(fate("train", 42, false));
        nodes.add(fate("train", 43, true));
        nodes.add(fate("train", 44, true));
        assertThat(printed(Output.Format.TEXT, nodes)).isEqualTo("""
                      STEP           WHY
                keep  train[0..41]   it succeeded in run-000001
                run   train-42       it failed: exit code 1
                keep  train[43..44]  it succeeded in run-000001
                """);
    }

    @Test
    void dagsAreNeighboursOnlyWhenAllInThemIsAlike() {
        Fate step = fate("eval", 0, true);
        assertThat(printed(
                        Output.Format.TEXT,
                        List.of(
                                fate("sweep", 0, true, step),
                                fate("sweep", 1, true, step),
                                fate("sweep", 2, false, fate("eval", 0, false)),
                                fate("sweep", 3, false, step, fate("test", 0, false)))))
                .isEqualTo("""
                      STEP              WHY
                keep  sweep[0..1]       it succeeded in run-000001
                keep  sweep[0..1].eval  it succeeded in run-000001
                run   sweep-2           it failed: exit code 1
                run   sweep-2.eval      it failed: exit code 1
                run   sweep-3           it failed: exit code 1
                keep  sweep-3.eval      it succeeded in run-000001
                run   sweep-3.test      it failed: exit code 1
                """);
    }

    @Test
    void aPageEndsAfterTwoHundredLines() {
        List<Fate> nodes = IntStream.range(0, 2_000)
                .mapToObj(i -> fate("s", i, i % 2 == 0))
                .toList();
        String page = printed(Output.Format.TEXT, nodes);
        assertThat(page.lines()).hasSize(202);
        assertThat(page).endsWith("and 1,800 lines more; -o json shows all\n");
        assertThat(printed(Output.Format.JSON, nodes)).contains("\"s-1999\"");
    }

    @Test
    void jsonNamesEveryIteration() {
        Fate later = new Fate("later", 0, 7, false, "it never began", List.of());
        assertThat(printed(Output.Format.JSON, List.of(fate("a", 0, true), fate("a", 1, true), later)))
                .isEqualToIgnoringWhitespace("""
                [ { "path" : "a", "kept" : true, "why" : "it succeeded in run-000001" },
                  { "path" : "a-1", "kept" : true, "why" : "it succeeded in run-000001" },
                  { "path" : "later", "kept" : false, "why" : "it never began", "iterations" : 7 } ]
                """);
    }
}
