package io.millrace.pipeline.document;

import io.millrace.pipeline.source.Span;
import java.util.List;

/**
 * A list.
 *
 * @param flow written in brackets
 */
public record Sequence(Span span, List<Node> items, boolean flow, int size) implements Node {
    public Sequence {
        items = List.copyOf(items);
    }
}
