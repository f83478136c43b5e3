package io.millrace.pipeline.definition;

import io.millrace.pipeline.source.SourceText;
import java.util.ArrayList;
import java.util.List;

/** Texts that list words, such as {@code deps: a, b}. */
public final class CommaList {
    private CommaList() {}

    /** The words, each with its place; blanks around them and empty words are dropped. */
    public static List<Marked<String>> words(Marked<String> list, SourceText source) {
        List<Marked<String>> words = new ArrayList<>();
        int from = source.offset(list.span().line(), list.span().column());
        int end = source.offset(list.span().endLine(), list.span().endColumn());
        for (String each : list.value().split(",", -1)) {
            String word = each.strip();
            if (word.isEmpty()) {
                continue;
            }
            int found = source.text().indexOf(word, from);
            boolean inside = found >= 0 && found + word.length() <= end;
            words.add(new Marked<>(word, inside ? source.span(found, found + word.length()) : list.span()));
            from = inside ? found + word.length() : from;
        }
        return words;
    }
}
