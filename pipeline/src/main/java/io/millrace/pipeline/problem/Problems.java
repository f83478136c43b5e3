package io.millrace.pipeline.problem;

import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects the problems of one text. Repeats are dropped; beyond 500 of a severity only their existence is remembered. */
public final class Problems {
    private static final int MOST = 500;

    private final SourceText source;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final boolean editable;

    /** Problems of a YAML text. */
    public Problems(SourceText source) {
        this(source, Notation.YAML);
    }

    /** Problems of a text; edits are kept for YAML only, since they are written in it. */
    public Problems(SourceText source, Notation notation) {
        this.source = source;
        this.editable = notation == Notation.YAML;
    }

    /** The text that the problems are in. */
    public SourceText source() {
        return source;
    }

    /** Adds an error at a place. */
    public void error(Code code, Span at, String path, String message) {
        add(code, Severity.ERROR, message, path, Optional.of(at), Optional.empty());
    }

    /** Adds an error at a place, with a remedy. */
    public void error(Code code, Span at, String path, String message, Fix fix) {
        add(code, Severity.ERROR, message, path, Optional.of(at), Optional.of(fix));
    }

    /** Adds an error at a place, perhaps with a remedy. */
    public void error(Code code, Span at, String path, String message, Optional<Fix> fix) {
        add(code, Severity.ERROR, message, path, Optional.of(at), fix);
    }

    /** Adds an error that lies in the request. */
    public void requestError(Code code, String path, String message, Optional<Fix> fix) {
        add(code, Severity.ERROR, message, path, Optional.empty(), fix);
    }

    /** Adds a warning at a place. */
    public void warning(Code code, Span at, String path, String message, Optional<Fix> fix) {
        add(code, Severity.WARNING, message, path, Optional.of(at), fix);
    }

    private void add(
            Code code, Severity severity, String message, String path, Optional<Span> span, Optional<Fix> fix) {
        List<Problem> found = severity == Severity.ERROR ? errors : warnings;
        if (found.size() >= MOST || !seen.add(code + " " + span + " " + message)) {
            return;
        }
        Optional<Location> at = span.map(it -> Location.of(source, it));
        found.add(
                new Problem(code, severity, message, path, at, editable ? fix : fix.map(it -> Fix.advice(it.text()))));
    }

    /** Whether no further error would be kept, so that looking for more is in vain. */
    public boolean isFull() {
        return errors.size() >= MOST;
    }

    /** Whether there was any error, warnings aside. */
    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** Whether a kind of problem was found at exactly {@code path}. */
    public boolean has(Code code, String path) {
        return all().anyMatch(it -> it.code() == code && it.path().equals(path));
    }

    /** Whether anything was found at {@code path} or below. */
    public boolean hasBelow(String path) {
        return all().anyMatch(it -> it.path().equals(path) || it.path().startsWith(path + "."));
    }

    /** In the order of the text; those of the request come first. At most 500, errors before warnings when cut. */
    public List<Problem> inOrder() {
        return all().limit(MOST)
                .sorted(Comparator.comparingInt(
                                (Problem it) -> it.at().map(Location::line).orElse(0))
                        .thenComparingInt(it -> it.at().map(Location::column).orElse(0)))
                .toList();
    }

    private Stream<Problem> all() {
        return Stream.concat(errors.stream(), warnings.stream());
    }
}
