package io.millrace.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import io.millrace.pipeline.problem.TerminalText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people see of a run while it goes on. */
class RunViewsTest {
    private static final RunId FIRST = new RunId(1);
    private static final RunId SECOND = new RunId(2);
    private static final Instant BEGIN = Instant.parse("2026-11-23T09:30:32Z");
    private static final Pattern PIECE = Pattern.compile("\u001b\\[[?0-9]*[a-zA-Z]|\n|\r|[^\u001b\n\r]+");

    private final StringWriter seen = new StringWriter();
    private final PrintWriter out = new PrintWriter(seen);

    private static NodeRow step(RunId run, int number, String name, NodeStatus status) {
        boolean begun = status != NodeStatus.PENDING;
        return new NodeRow(
                run,
                number,
                0,
                name,
                name,
                NodeRow.Kind.STEP,
                0,
                status,
                "",
                "",
                begun ? 1 : 0,
                Optional.empty(),
                "",
                Optional.empty(),
                begun ? Optional.of(BEGIN) : Optional.empty(),
                status.isFinal() ? Optional.of(BEGIN.plusSeconds(2)) : Optional.empty(),
                Optional.empty());
    }

    private static RunRow row(RunId run, RunStatus status) {
        return new RunRow(run, status, "", Optional.of(BEGIN), Optional.empty(), BEGIN);
    }

    /** What is on the terminal in the end, as one that understands what the view sends would show it. */
    private List<String> screen() {
        List<String> rows = new ArrayList<>();
        int at = 0;
        Matcher piece = PIECE.matcher(seen.toString());
        while (piece.find()) {
            String text = piece.group();
            if (text.equals("\n")) {
                at++;
            } else if (text.endsWith("A")) {
                at -= Integer.parseInt(text.substring(2, text.length() - 1));
            } else if (text.endsWith("J")) {
                rows.subList(at, rows.size()).clear();
            } else if (!text.equals("\r") && !text.startsWith("\u001b")) {
                assertThat(seen.toString().startsWith("\u001b[K", piece.end())).isTrue();
                if (at == rows.size()) {
                    rows.add(text);
                } else {
                    rows.set(at, text);
                }
            }
        }
        assertThat(at).isEqualTo(rows.size());
        return rows;
    }

    private LiveView live(TerminalSize size, String lastLine) {
        return new LiveView(out, size, new Style(false), row -> lastLine);
    }

    @Test
    void theLiveViewHasALineForEachStep() {
        try (LiveView view = live(new TerminalSize(60, 24), "epoch 3 of 5")) {
            view.created(FIRST, "penguins", List.of("clean", "train", "report"));
            view.nodes(List.of(
                    step(FIRST, 1, "clean", NodeStatus.SUCCEEDED), step(FIRST, 2, "train", NodeStatus.RUNNING)));
        }
        assertThat(seen.toString()).contains(" · report");
        assertThat(screen()).element(0).isEqualTo("run-000001  penguins  1 succeeded, 1 running");
        assertThat(screen()).element(1).asString().startsWith(" ✓ clean").contains("2.0s");
        assertThat(screen()).element(2).asString().startsWith(" ▶ train").endsWith("epoch 3 of 5");
    }

    @Test
    void aRemarkStaysAboveTheTable() {
        try (LiveView view = live(new TerminalSize(60, 24), "")) {
            view.created(FIRST, "t", List.of("a", "b"));
            view.notice("the disk is full");
            view.nodes(List.of(step(FIRST, 1, "a", NodeStatus.SUCCEEDED)));
            view.run(row(FIRST, RunStatus.SUCCEEDED));
        }
        assertThat(screen()).hasSize(3).startsWith("the disk is full", "run-000001  t  1 succeeded");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        try (LiveView view = live(new TerminalSize(40, 24), "第 3 轮 训练损失 ".repeat(10))) {
            view.created(FIRST, "t", List.of());
            view.nodes(List.of(step(FIRST, 1, "train", NodeStatus.RUNNING)));
        }
        assertThat(screen()).allMatch(line -> TerminalText.width(line) < 40).anyMatch(line -> line.endsWith("…"));
    }

    @Test
    void ofManyStepsThoseThatRunOrFailedAreShown() {
        try (LiveView view = live(new TerminalSize(60, 10), "")) {
            view.created(FIRST, "t", List.of());
            for (int i = 1; i <= 50; i++) {
                NodeStatus status = switch (i) {
                    case 3 -> NodeStatus.FAILED;
                    case 40 -> NodeStatus.RUNNING;
                    default -> NodeStatus.SUCCEEDED;
                };
                view.nodes(List.of(step(FIRST, i, "s" + i, status)));
            }
        }
        assertThat(screen()).hasSizeLessThan(10).anyMatch(line -> line.startsWith(" ✗ s3 "));
        assertThat(screen()).anyMatch(line -> line.startsWith(" ▶ s40"));
    }

    @Test
    void plainLinesOfSeveralRunsNameTheirRun() {
        PlainView view = new PlainView(out);
        view.created(FIRST, "t", List.of());
        view.created(SECOND, "t", List.of());
        view.nodes(List.of(step(FIRST, 1, "s", NodeStatus.SUCCEEDED)));
        view.nodes(List.of(step(SECOND, 1, "s", NodeStatus.SUCCEEDED)));
        view.run(row(SECOND, RunStatus.SUCCEEDED));
        assertThat(seen.toString().lines().skip(2).map(line -> line.substring("09:30:32  ".length())))
                .containsExactly(
                        "run-000001  s  succeeded after 2.0s",
                        "run-000002  s  succeeded after 2.0s",
                        "run-000002  run  succeeded");
    }

    @Test
    void plainLinesSayAStateOnce() {
        PlainView view = new PlainView(out);
        view.created(FIRST, "t", List.of("s"));
        for (int i = 0; i < 3; i++) {
            view.nodes(List.of(step(FIRST, 1, "s", NodeStatus.RUNNING)));
        }
        assertThat(seen.toString().lines().skip(1)).hasSize(1).allMatch(line -> line.endsWith("  s  running"));
    }
}
