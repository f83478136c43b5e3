package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.plan.SystemVariable;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import io.millrace.pipeline.template.TemplateText.Reference;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds places of references in texts, and words and remedies for wrong ones. */
final class References {
    private static final Pattern DOTTED =
            Pattern.compile("\\{\\{\\s{0,9}+[A-Za-z0-9_-]{1,99}+(?:\\.[A-Za-z0-9_-]{1,99}+){2,9}+\\s{0,9}+\\}\\}");
    private static final int MANY_SIBLINGS = 2_000;

    private final Problems problems;
    private final SourceText source;

    References(Problems problems) {
        this.problems = problems;
        this.source = problems.source();
    }

    /** What is done with a reference at its place. */
    interface Visit {
        void reference(Reference reference, Span at);
    }

    /**
     * Visits the references of a text that stands at {@code at}, each with its exact place: the whole text when it is
     * nothing else. Ends early when no further error would be kept.
     */
    void each(Span at, TemplateText text, Visit visit) {
        List<Reference> all = text.references();
        List<Span> places = text.single().isPresent()
                ? List.of(at)
                : source.find(at, all.stream().map(Reference::raw).toList());
        for (int i = 0; i < all.size() && !problems.isFull(); i++) {
            visit.reference(all.get(i), places.get(i));
        }
    }

    /** Warns of braces with several dots: meant as a template, but taken as they stand. */
    void literalBraces(Span at, TemplateText text, String path) {
        for (TemplateText.Piece piece : text.pieces()) {
            if (piece instanceof TemplateText.Fixed(String fixed) && fixed.contains("{{")) {
                Matcher dotted = DOTTED.matcher(fixed);
                while (dotted.find()) {
                    problems.warning(
                            Code.LITERAL_BRACES,
                            source.find(at, dotted.group(), 0),
                            path,
                            "'%s' has more than one dot, so it is no template and stays as it is"
                                    .formatted(dotted.group()),
                            Optional.empty());
                }
            }
        }
    }

    /** Reports a name that does not exist, with the nearest one that does. */
    void unknown(Code code, Span at, String path, String message, Reference reference, Collection<String> names) {
        Optional<Fix> fix = Nearest.to(reference.name(), names).map(near -> {
            String node = reference.node().isEmpty() ? "" : reference.node() + ".";
            return renamed(at, reference, "{{" + node + near + "}}");
        });
        problems.error(code, at, path, message, fix);
    }

    /** A remedy that puts another reference in the place of one. */
    Fix renamed(Span at, Reference reference, String other) {
        String written = source.slice(at);
        String text = "did you mean '%s'?".formatted(other);
        int start = written.indexOf(reference.raw());
        return start < 0 ? Fix.advice(text) : Fix.edit(text, new Edit(at, written.replace(reference.raw(), other)));
    }

    /** Reports a reference to a sibling that is not there. */
    void unknownSibling(Scope scope, NodeDefinition node, Reference reference, Span at, String path) {
        Optional<Fix> fix = Nearest.to(reference.node(), scope.siblings().keySet())
                .filter(near -> !near.equals(node.name()))
                .map(near -> renamed(at, reference, "{{" + near + "." + reference.name() + "}}"));
        if (fix.isEmpty()
                && Nearest.to(reference.node(), Set.of(TemplateText.PARENT)).isPresent()) {
            fix = Optional.of(renamed(at, reference, "{{" + TemplateText.PARENT + "." + reference.name() + "}}"));
        }
        String where = scope.isTop() ? "beside '%s'" : "in the DAG of '%s'";
        problems.error(
                Code.UNKNOWN_UPSTREAM,
                at,
                path,
                "'%s' reads '%s', but there is no node '%s' ".formatted(node.name(), reference.raw(), reference.node())
                        + where.formatted(node.name()),
                fix);
    }

    /** Reports a reference to a sibling that the node does not depend on. */
    void missingDep(Scope scope, NodeDefinition node, Reference reference, Span at, String path) {
        String dep = reference.node();
        String message =
                "step '%s' reads '%s' but does not depend on '%s'".formatted(node.name(), reference.raw(), dep);
        Optional<Fix> fix = dependsOn(scope, dep, node.name())
                ? Optional.empty()
                : Optional.of(new Fix(
                        "add 'deps: %s' to step '%s'".formatted(dep, node.name()),
                        addDep(node.head().body(), dep).stream().toList()));
        problems.error(Code.MISSING_DEP, at, path, message, fix);
    }

    private Optional<Edit> addDep(Mapping body, String dep) {
        Optional<Mapping.Entry> entry = body.entry("deps");
        if (entry.isPresent()) {
            return entry.get().value() instanceof Scalar scalar ? extended(scalar, body.flow(), dep) : Optional.empty();
        }
        if (body.entries().isEmpty()) {
            return Optional.empty();
        }
        Span start = body.span().start();
        if (!body.flow()) {
            String indent = " ".repeat(start.column() - 1);
            return Optional.of(new Edit(start, "deps: " + dep + "\n" + indent));
        }
        return Optional.of(new Edit(Span.at(start.line(), start.column() + 1), "deps: " + dep + ", "));
    }

    private static Optional<Edit> extended(Scalar deps, boolean flow, String dep) {
        Span span = deps.span();
        if (Scalar.isNull(deps)) {
            return Optional.of(new Edit(span, " " + dep));
        }
        boolean empty = deps.text().isBlank();
        return switch (deps.style()) {
            case PLAIN ->
                Optional.of(
                        flow
                                ? new Edit(span, "'" + deps.text() + ", " + dep + "'")
                                : new Edit(Span.at(span.endLine(), span.endColumn()), ", " + dep));
            case QUOTED ->
                Optional.of(new Edit(Span.at(span.endLine(), span.endColumn() - 1), (empty ? "" : ", ") + dep));
            case BLOCK -> Optional.empty();
        };
    }

    /** Whether {@code node} waits for {@code target}, perhaps through others; a large map is not searched. */
    private static boolean dependsOn(Scope scope, String node, String target) {
        if (node.equals(target) || scope.siblings().size() > MANY_SIBLINGS) {
            return true;
        }
        Deque<String> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        open.push(node);
        while (!open.isEmpty()) {
            String next = open.pop();
            if (next.equals(target)) {
                return true;
            }
            NodeDefinition definition = scope.siblings().get(next);
            if (definition != null && seen.add(next)) {
                definition.head().deps().forEach(dep -> open.push(dep.value()));
            }
        }
        return false;
    }

    /** Whether a reference asks for the loop element of a sibling. */
    static boolean isLoopElement(Reference reference) {
        return reference.name().equals(SystemVariable.PF_LOOP_ARGUMENT.name());
    }
}
