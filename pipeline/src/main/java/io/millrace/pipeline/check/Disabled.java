package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.CommaList;
import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.NamedText;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of disabled nodes: each exists, stands there once, and nobody needs what it would have made. */
final class Disabled {
    private final Problems problems;
    private final Scope entries;
    private final Scope post;
    private final Map<String, Optional<Span>> paths = new LinkedHashMap<>();

    Disabled(Problems problems, Scope entries, Scope post) {
        this.problems = problems;
        this.entries = entries;
        this.post = post;
    }

    /** The paths that are disabled, names joined by dots; unknown ones are reported and left out. */
    Set<String> check(PipelineDefinition pipeline, Optional<String> fromRequest) {
        if (fromRequest.isPresent()) {
            Arrays.stream(fromRequest.get().split(",", -1))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .forEach(word -> word(word, Optional.empty()));
        } else {
            pipeline.disabled()
                    .ifPresent(list -> CommaList.words(list, problems.source())
                            .forEach(word -> word(word.value(), Optional.of(word.span()))));
        }
        Map<String, Optional<Span>> found = new LinkedHashMap<>(paths);
        found.forEach(this::inUse);
        return paths.keySet();
    }

    private void word(String path, Optional<Span> at) {
        if (paths.containsKey(path)) {
            report(Code.DISABLED_TWICE, at, "disabled names '%s' twice".formatted(path), Optional.empty());
            return;
        }
        List<String> names = Arrays.asList(path.split("\\.", -1));
        if (names.size() == 1 && post.siblings().containsKey(path)) {
            paths.put(path, at);
            return;
        }
        Optional<Scope> scope = scopeOf(names);
        Set<String> candidates = scope.map(it -> it.siblings().keySet()).orElse(Set.of());
        if (candidates.contains(names.getLast())) {
            paths.put(path, at);
            return;
        }
        String prefix = path.substring(0, path.length() - names.getLast().length());
        Optional<Fix> fix = Nearest.to(names.getLast(), candidates).map(near -> {
            String text = "did you mean '%s'?".formatted(prefix + near);
            return at.map(span -> Fix.edit(text, new Edit(span, prefix + near))).orElse(Fix.advice(text));
        });
        report(
                Code.DISABLED_UNKNOWN,
                at,
                "disabled names '%s', but there is no such node; children are written dag.child".formatted(path),
                fix);
    }

    /** The map that holds the last of the names; empty when the way there does not exist. */
    private Optional<Scope> scopeOf(List<String> names) {
        Scope scope = entries;
        for (String name : names.subList(0, names.size() - 1)) {
            if (!(scope.sibling(name).orElse(null) instanceof DagDefinition dag)) {
                return Optional.empty();
            }
            scope = scope.inside(dag);
        }
        return Optional.of(scope);
    }

    private void inUse(String path, Optional<Span> at) {
        List<String> names = Arrays.asList(path.split("\\.", -1));
        String name = names.getLast();
        String prefix = path.substring(0, path.length() - name.length());
        boolean hidden = isInsideDisabled(names);
        Optional<Scope> scope = scopeOf(names).filter(it -> it.siblings().containsKey(name));
        if (hidden || scope.isEmpty()) {
            return;
        }
        for (NodeDefinition sibling : scope.get().siblings().values()) {
            if (!paths.containsKey(prefix + sibling.name())
                    && ParameterScopeCheck.dependsOn(sibling, name)
                    && uses(sibling, name)) {
                report(
                        Code.DISABLED_IN_USE,
                        at,
                        "'%s' is disabled, but '%s' uses its values; disable that too"
                                .formatted(path, prefix + sibling.name()),
                        Optional.empty());
            }
        }
        scope.get()
                .parent()
                .filter(parent -> mentions(parent.head().outputs().values(), name))
                .ifPresent(parent -> report(
                        Code.DISABLED_IN_USE,
                        at,
                        "'%s' is disabled, but an output artifact of the DAG '%s' comes from it"
                                .formatted(path, parent.name()),
                        Optional.empty()));
    }

    private boolean isInsideDisabled(List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            if (paths.containsKey(String.join(".", names.subList(0, i)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean uses(NodeDefinition node, String other) {
        boolean parameter = node.head().parameters().values().stream()
                .map(ParameterDefinition::value)
                .anyMatch(value -> value instanceof Value.Text(String text) && mentions(text, other));
        return parameter || mentions(node.head().inputs().values(), other);
    }

    private static boolean mentions(Collection<NamedText> texts, String node) {
        return texts.stream().anyMatch(text -> mentions(text.text(), node));
    }

    private static boolean mentions(String text, String node) {
        return TemplateText.parse(text).references().stream()
                .anyMatch(reference -> reference.node().equals(node));
    }

    private void report(Code code, Optional<Span> at, String message, Optional<Fix> fix) {
        if (at.isPresent()) {
            problems.error(code, at.get(), "disabled", message, fix);
        } else {
            problems.requestError(code, "disabled", message, fix);
        }
    }
}
