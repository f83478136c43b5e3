package io.millrace.pipeline.check;

import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import io.millrace.pipeline.template.TemplateText.Reference;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Secrets stand in env, each as the whole value of a variable, and exist where the pipeline is to run. */
final class SecretCheck {
    private final Problems problems;
    private final Optional<Supplier<Set<String>>> known;

    /**
     * @param known names of the secrets that there are; empty: not to be looked at
     */
    SecretCheck(Problems problems, Optional<Supplier<Set<String>>> known) {
        this.problems = problems;
        this.known = known;
    }

    /** Looks at a secret in the value of an environment variable. */
    void variable(TemplateText text, Reference secret, Span at, String path) {
        if (text.single().isEmpty()) {
            problems.error(
                    Code.SECRET_PLACE,
                    at,
                    path,
                    "'%s' must be the whole value of the variable, so that it can be masked".formatted(secret.raw()),
                    Fix.advice("give it a variable of its own, and put the texts together in the command"));
            return;
        }
        Optional<Set<String>> names = known.map(Supplier::get);
        if (names.isPresent() && !names.get().contains(secret.name())) {
            unknown(secret, at, path, names.get());
        }
    }

    private void unknown(Reference secret, Span at, String path, Set<String> names) {
        String fix = Nearest.to(secret.name(), names)
                .map(near -> "did you mean '{{secret.%s}}'?".formatted(near))
                .orElseGet(() -> "set MILLRACE_SECRET_%s where Millrace runs, or add %1$s to its file of secrets"
                        .formatted(secret.name()));
        problems.error(
                Code.SECRET_UNKNOWN,
                at,
                path,
                "there is no secret '%s' for you here".formatted(secret.name()),
                Fix.advice(fix));
    }

    /** Reports a secret in another field. */
    void misplaced(String noun, Reference secret, Span at, String path) {
        problems.error(
                Code.SECRET_PLACE,
                at,
                path,
                "%s cannot use the secret '%s': it would be stored and shown".formatted(noun, secret.raw()),
                Fix.advice("set 'env: {%s: '%s'}' on the step, and use $%1$s in its command"
                        .formatted(secret.name(), "'{{secret." + secret.name() + "}}'")
                        .replace("''", "'")));
    }
}
