package io.millrace.pipeline.definition;

import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts that list words, such as {@code deps: a, b}. */
public final class CommaList {
    private CommaList() {}

    /** The words, each with its place; blanks around them and empty words are dropped. */
    public static List<Marked<String>> words(Marked<String> list, SourceText source) {
        List<String> texts = Arrays.stream(list.value().split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        List<Span> places = source.find(list.span(), texts);
        List<Marked<String>> words = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            words.add(new Marked<>(texts.get(i), places.get(i)));
        }
        return words;
    }
}
