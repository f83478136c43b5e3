package io.millrace.pipeline.document;

import io.millrace.pipeline.document.Mapping.Entry;
import io.millrace.pipeline.document.Scalar.Style;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes maps of pairs: keys are plain text, none twice, and {@code <<} takes over what the map does not have itself. */
final class MappingRules {
    private final Problems problems;

    MappingRules(Problems problems) {
        this.problems = problems;
    }

    record Pair(Node key, Node value) {}

    Mapping mapping(Span span, List<Pair> pairs, boolean flow) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (Pair pair : pairs) {
            if (pair.key() instanceof Scalar key) {
                if (isMerge(key)) {
                    merged.add(pair.value());
                } else {
                    add(entries, new Entry(key, pair.value()));
                }
            } else {
                problems.error(Code.BAD_KEY, pair.key().span(), "", "a key must be plain text, not a map or a list");
            }
        }
        merged.forEach(from -> merge(entries, from));
        return new Mapping(span, List.copyOf(entries.values()), flow, sizeOf(entries.values()));
    }

    private static boolean isMerge(Scalar key) {
        return key.style() == Style.PLAIN && key.text().equals("<<");
    }

    private void add(Map<String, Entry> entries, Entry entry) {
        Entry first = entries.putIfAbsent(entry.name(), entry);
        if (first != null) {
            problems.error(
                    Code.DUPLICATE_KEY,
                    entry.key().span(),
                    "",
                    "the key '%s' is already used on line %d"
                            .formatted(entry.name(), first.key().span().line()));
        }
    }

    private void merge(Map<String, Entry> entries, Node from) {
        switch (from) {
            case Mapping mapping -> mapping.entries().forEach(entry -> entries.putIfAbsent(entry.name(), entry));
            case Sequence list
            when list.items().stream().allMatch(Mapping.class::isInstance) ->
                list.items().forEach(item -> merge(entries, item));
            case Sequence list -> refuse(list);
            case Scalar scalar -> refuse(scalar);
        }
    }

    private void refuse(Node from) {
        problems.error(Code.BAD_ALIAS, from.span(), "", "'<<' takes a map, or a list of maps, to merge");
    }

    private static int sizeOf(Collection<Entry> entries) {
        long size = 1;
        for (Entry entry : entries) {
            size += 1L + entry.value().size();
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    static int size(List<Node> items) {
        long size = 1;
        for (Node item : items) {
            size += item.size();
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
