package io.millrace.pipeline.graph;

import io.millrace.pipeline.plan.Plan;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The notations in which a plan can be drawn. */
public enum GraphFormat {
    MERMAID,
    DOT,
    SVG;

    /** The word on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of that word. */
    public static Optional<GraphFormat> of(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }

    /** The drawing as text, ended by a line break. */
    public String draw(Plan plan) {
        return switch (this) {
            case MERMAID -> Mermaid.draw(plan);
            case DOT -> Dot.draw(plan);
            case SVG -> Svg.draw(plan);
        };
    }
}
