package io.millrace.pipeline.graph;

import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A picture that any browser shows: rows of boxes, DAGs as boxes around their children, curves for deps. */
final class Svg {
    private static final int LINE = 18;
    private static final int CHARACTER = 8;
    private static final int PAD = 12;
    private static final int GAP = 28;
    private static final int ROW_GAP = 44;

    /** Something with a size, drawn later at a place. */
    private sealed interface Block {
        int width();

        int height();
    }

    private record Box(List<String> lines, String kind, int width, int height) implements Block {}

    private record Frame(List<String> lines, Rows inside, int width, int height) implements Block {}

    private record Cell(PlanNode node, Block block) {}

    private record Rows(List<List<Cell>> rows, int width, int height) {}

    private record Place(int middle, int top, int bottom) {}

    private final StringBuilder shapes = new StringBuilder();
    private final StringBuilder curves = new StringBuilder();

    private Svg() {}

    static String draw(Plan plan) {
        Svg drawing = new Svg();
        List<PlanNode> nodes = new ArrayList<>(plan.root().children());
        Rows rows = measure(nodes);
        int width = rows.width() + 2 * PAD;
        int height = rows.height() + 2 * PAD;
        drawing.rows(rows, PAD, PAD);
        if (plan.postProcess().isPresent()) {
            Block post =
                    frame(List.of("post_process"), List.of(plan.postProcess().get()));
            drawing.block(post, PAD, height + PAD);
            width = Math.max(width, post.width() + 2 * PAD);
            height += post.height() + 2 * PAD;
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="13">
                <defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#667"/></marker></defs>
                <rect width="100%%" height="100%%" fill="#fff"/>
                %3$s%4$s</svg>
                """.formatted(width, height, drawing.shapes, drawing.curves);
    }

    private static Rows measure(List<? extends PlanNode> nodes) {
        List<List<Cell>> rows = new ArrayList<>();
        int width = 0;
        int height = 0;
        for (List<PlanNode> layer : Layers.of(nodes)) {
            List<Cell> row =
                    layer.stream().map(node -> new Cell(node, block(node))).toList();
            rows.add(row);
            width = Math.max(width, widthOf(row));
            height += heightOf(row) + (height > 0 ? ROW_GAP : 0);
        }
        return new Rows(rows, width, height);
    }

    private static int widthOf(List<Cell> row) {
        return row.stream().mapToInt(cell -> cell.block().width()).sum() + GAP * (row.size() - 1);
    }

    private static int heightOf(List<Cell> row) {
        return row.stream().mapToInt(cell -> cell.block().height()).max().orElse(0);
    }

    private static Block block(PlanNode node) {
        List<String> lines = Labels.lines(node);
        return switch (node) {
            case PlanStep step -> {
                String kind = node.head().disabled() ? "#eee" : "#e8f1ff";
                yield new Box(lines, kind, textWidth(lines), lines.size() * LINE + PAD);
            }
            case PlanDag dag -> frame(lines, dag.children());
        };
    }

    private static Frame frame(List<String> lines, List<? extends PlanNode> children) {
        Rows inside = measure(children);
        int width = Math.max(textWidth(lines), inside.width() + 2 * PAD);
        return new Frame(lines, inside, width, lines.size() * LINE + inside.height() + 3 * PAD);
    }

    private static int textWidth(List<String> lines) {
        return lines.stream().mapToInt(String::length).max().orElse(0) * CHARACTER + 2 * PAD;
    }

    private void rows(Rows rows, int left, int top) {
        Map<NodeName, Place> places = new HashMap<>();
        int y = top;
        for (List<Cell> row : rows.rows()) {
            int x = left + (rows.width() - widthOf(row)) / 2;
            for (Cell cell : row) {
                block(cell.block(), x, y);
                int middle = x + cell.block().width() / 2;
                places.put(
                        cell.node().name(),
                        new Place(middle, y, y + cell.block().height()));
                x += cell.block().width() + GAP;
            }
            y += heightOf(row) + ROW_GAP;
        }
        for (List<Cell> row : rows.rows()) {
            row.forEach(cell -> curves(cell.node(), places));
        }
    }

    private void curves(PlanNode node, Map<NodeName, Place> places) {
        Place to = places.get(node.name());
        for (NodeName dep : node.head().deps()) {
            Place from = places.get(dep);
            if (from != null && to != null) {
                int half = (from.bottom() + to.top()) / 2;
                curves.append(
                        "<path d=\"M%d,%d C%d,%d %d,%d %d,%d\" fill=\"none\" stroke=\"#667\" marker-end=\"url(#end)\"/>\n"
                                .formatted(
                                        from.middle(),
                                        from.bottom(),
                                        from.middle(),
                                        half,
                                        to.middle(),
                                        half,
                                        to.middle(),
                                        to.top()));
            }
        }
    }

    private void block(Block block, int x, int y) {
        switch (block) {
            case Box box -> {
                rectangle(x, y, box, box.kind(), 8);
                text(box.lines(), x + box.width() / 2, y + PAD / 2);
            }
            case Frame frame -> {
                rectangle(x, y, frame, "#f7f7fa", 4);
                text(frame.lines(), x + frame.width() / 2, y + PAD / 2);
                int left = x + (frame.width() - frame.inside().width()) / 2;
                rows(frame.inside(), left, y + frame.lines().size() * LINE + 2 * PAD);
            }
        }
    }

    private void rectangle(int x, int y, Block block, String fill, int round) {
        shapes.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\" stroke=\"#99a\"/>\n"
                .formatted(x, y, block.width(), block.height(), round, fill));
    }

    private void text(List<String> lines, int middle, int top) {
        for (int i = 0; i < lines.size(); i++) {
            String weight = i == 0 ? " font-weight=\"bold\"" : " fill=\"#555\"";
            shapes.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\"%s>%s</text>\n"
                    .formatted(middle, top + 14 + i * LINE, weight, escaped(lines.get(i))));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
