package io.millrace.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.cli.RetryPlan.Fate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Shows a {@link RetryPlan}: iterations in a row that have the same in store as one line, or each by itself as JSON. */
final class RetryPlanPage {
    private static final int MOST_LINES = 200;

    private RetryPlanPage() {}

    static void print(RetryPlan plan, Context context, Output.Format format) {
        switch (format) {
            case TEXT -> {
                Table table = new Table("", "STEP", "WHY");
                Lines lines = new Lines();
                lines.add("", together(plan.nodes()));
                lines.shown.forEach(line -> table.row(line.fate.kept() ? "keep" : "run", line.path, line.fate.why()));
                table.print(context.out(), context.columns());
                if (lines.left > 0) {
                    context.out().printf("and %,d lines more; -o json shows all%n", lines.left);
                }
            }
            case JSON ->
                context.out().println(Output.json(json -> {
                    json.writeStartArray();
                    write(json, "", plan.nodes());
                    json.writeEndArray();
                }));
        }
        context.out().flush();
    }

    /** Neighbours that differ in nothing but their number become one. */
    private static List<Fate> together(List<Fate> fates) {
        List<Fate> folded = new ArrayList<>();
        for (Fate each : fates) {
            Fate fate = with(each, each.count(), together(each.inside()));
            if (!folded.isEmpty() && continues(folded.getLast(), fate)) {
                Fate before = folded.removeLast();
                folded.add(with(before, before.count() + fate.count(), before.inside()));
            } else {
                folded.add(fate);
            }
        }
        return folded;
    }

    private static boolean continues(Fate before, Fate next) {
        return next.name().equals(before.name())
                && next.iteration() == before.iteration() + before.count()
                && next.kept() == before.kept()
                && next.why().equals(before.why())
                && next.inside().equals(before.inside());
    }

    private static Fate with(Fate fate, int count, List<Fate> inside) {
        return new Fate(fate.name(), fate.iteration(), count, fate.kept(), fate.why(), inside);
    }

    private record Line(String path, Fate fate) {}

    private static final class Lines {
        private final List<Line> shown = new ArrayList<>();
        private int left;

        void add(String above, List<Fate> fates) {
            for (Fate fate : fates) {
                String path = above + (fate.count() > 1 ? range(fate) : name(fate));
                if (shown.size() < MOST_LINES) {
                    shown.add(new Line(path, fate));
                } else {
                    left++;
                }
                add(path + ".", fate.inside());
            }
        }
    }

    private static String name(Fate fate) {
        return fate.iteration() == 0 ? fate.name() : fate.name() + "-" + fate.iteration();
    }

    private static String range(Fate fate) {
        return "%s[%d..%d]".formatted(fate.name(), fate.iteration(), fate.iteration() + fate.count() - 1);
    }

    private static void write(JsonGenerator json, String above, List<Fate> fates) throws IOException {
        for (Fate fate : fates) {
            String path = above + name(fate);
            json.writeStartObject();
            json.writeStringField("path", path);
            json.writeBooleanField("kept", fate.kept());
            json.writeStringField("why", fate.why());
            if (fate.count() > 1) {
                json.writeNumberField("iterations", fate.count());
            }
            json.writeEndObject();
            write(json, path + ".", fate.inside());
        }
    }
}
