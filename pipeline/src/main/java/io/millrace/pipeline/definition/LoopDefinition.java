package io.millrace.pipeline.definition;

import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.source.Span;
import java.util.List;

/** What a node says it loops over. */
public sealed interface LoopDefinition {
    /** Where it stands. */
    Span at();

    /** A YAML list. */
    record Items(List<Value> items, Span at) implements LoopDefinition {}

    /** A text: JSON of a list, or a template. */
    record Text(String text, Span at) implements LoopDefinition {}
}
