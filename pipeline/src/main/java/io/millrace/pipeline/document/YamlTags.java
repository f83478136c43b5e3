package io.millrace.pipeline.document;

import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.document.Scalar.Style;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import java.util.Set;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Gives scalars their meaning, explicit tags of YAML's core included; other tags are problems. */
final class YamlTags {
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Set<String> COLLECTIONS = Set.of("!", CORE + "map", CORE + "seq");

    private YamlTags() {}

    static Scalar scalar(ScalarEvent event, Span span, Style style, Problems problems) {
        String text = event.getValue();
        Literal literal = event.getTag()
                .map(tag -> tagged(tag, text, span, problems))
                .orElseGet(() -> style == Style.PLAIN ? ScalarRules.plain(text) : Literal.text(text));
        return new Scalar(span, text, literal, style);
    }

    private static Literal tagged(String tag, String text, Span span, Problems problems) {
        Literal plain = ScalarRules.plain(text);
        boolean fits = switch (tag) {
            case "!", CORE + "str" -> true;
            case CORE + "int", CORE + "float" -> ScalarRules.number(text).isPresent();
            case CORE + "bool" -> plain instanceof Literal.Bool;
            case CORE + "null" -> plain instanceof Literal.Null;
            default -> false;
        };
        if (!fits) {
            report(tag, span, problems);
        }
        boolean asText = !fits || tag.equals("!") || tag.equals(CORE + "str");
        return asText ? Literal.text(text) : plain;
    }

    static void check(CollectionStartEvent event, Span span, Problems problems) {
        event.getTag().filter(tag -> !COLLECTIONS.contains(tag)).ifPresent(tag -> report(tag, span.start(), problems));
    }

    private static void report(String tag, Span span, Problems problems) {
        String shown = tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
        problems.error(Code.YAML_TAG, span, "", "the YAML tag '%s' cannot be used here; remove it".formatted(shown));
    }
}
