package io.millrace.pipeline.document;

import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.document.Scalar.Style;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Composes the first document of a YAML text from the parser's events, counting and bounding as it goes. */
final class YamlReader {
    private final SourceText source;
    private final Limits limits;
    private final Problems problems;
    private final MappingRules mappings;
    private final Map<Anchor, Optional<Node>> anchors = new HashMap<>();
    private final Iterator<Event> events;
    private long values;

    YamlReader(SourceText source, Limits limits, Problems problems) {
        this.source = source;
        this.limits = limits;
        this.problems = problems;
        this.mappings = new MappingRules(problems);
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.events = new Parse(settings).parseString(source.text()).iterator();
    }

    Optional<Node> read() {
        try {
            return document();
        } catch (Refused alreadyReported) {
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            new YamlSyntax(source, problems).report(e);
        } catch (ReaderException e) {
            int at = source.text().offsetByCodePoints(0, Math.min(e.getPosition(), codePoints()));
            problems.error(
                    Code.BAD_CHARACTER,
                    source.span(at, at),
                    "",
                    "YAML does not allow the character U+%04X here".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            problems.error(Code.YAML_SYNTAX, Span.at(1, 1), "", "this is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private int codePoints() {
        return source.text().codePointCount(0, source.text().length());
    }

    private Optional<Node> document() {
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                Node root = node(node, 1);
                if (!Scalar.isNull(root)) {
                    warnOfMoreDocuments();
                    return Optional.of(root);
                }
                break;
            }
        }
        problems.error(
                Code.EMPTY_INPUT,
                Span.at(1, 1),
                "",
                "the text is empty; a pipeline has at least the keys name and entry_points");
        return Optional.empty();
    }

    private void warnOfMoreDocuments() {
        try {
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() == Event.ID.DocumentStart) {
                    problems.warning(
                            Code.MORE_DOCUMENTS,
                            span(event),
                            "",
                            "only the first YAML document is read; this one is ignored",
                            Optional.empty());
                    return;
                }
            }
        } catch (MarkedYamlEngineException e) {
            new YamlSyntax(source, problems).report(e);
        }
    }

    private Node node(NodeEvent event, int depth) {
        count(1, event);
        if (depth > limits.depth()) {
            problems.error(
                    Code.TOO_DEEP,
                    span(event).start(),
                    "",
                    "values are nested more than %d levels deep (setting %s)"
                            .formatted(limits.depth(), Limits.DEPTH_SETTING));
            throw new Refused();
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.empty()));
        Node node =
                event instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) event, depth);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.of(node)));
        return node;
    }

    private Node aliased(AliasEvent event) {
        Optional<Node> target = anchors.get(event.getAlias());
        if (target == null) {
            problems.error(
                    Code.BAD_ALIAS,
                    span(event),
                    "",
                    "the alias '*%s' has no anchor '&%1$s' above it".formatted(event.getAlias()));
            return new Scalar(span(event), "", new Literal.Null(), Style.PLAIN);
        }
        Node node = target.orElseThrow(() -> {
            problems.error(
                    Code.BAD_ALIAS,
                    span(event),
                    "",
                    "the alias '*%s' stands inside its own anchor".formatted(event.getAlias()));
            return new Refused();
        });
        count(node.size(), event);
        return node;
    }

    private void count(int more, Event event) {
        values += more;
        if (values > limits.values()) {
            problems.error(
                    Code.TOO_MANY_VALUES,
                    span(event),
                    "",
                    "the text has more than %,d values once its aliases are followed (setting %s)"
                            .formatted(limits.values(), Limits.VALUES_SETTING));
            throw new Refused();
        }
    }

    private Scalar scalar(ScalarEvent event) {
        Style style =
                event.isPlain() ? Style.PLAIN : event.isSQuoted() || event.isDQuoted() ? Style.QUOTED : Style.BLOCK;
        return YamlTags.scalar(event, span(event), style, problems);
    }

    private Node collection(CollectionStartEvent event, int depth) {
        YamlTags.check(event, span(event), problems);
        return event instanceof MappingStartEvent ? mapping(event, depth) : sequence(event, depth);
    }

    private Node sequence(CollectionStartEvent start, int depth) {
        List<Node> items = new ArrayList<>();
        Event event = events.next();
        while (event instanceof NodeEvent item) {
            items.add(node(item, depth + 1));
            event = events.next();
        }
        Span whole = whole(
                start, event, items.isEmpty() ? span(start) : items.getLast().span());
        return new Sequence(whole, items, start.isFlow(), MappingRules.size(items));
    }

    private Node mapping(CollectionStartEvent start, int depth) {
        List<MappingRules.Pair> pairs = new ArrayList<>();
        Event event = events.next();
        while (event instanceof NodeEvent key) {
            Node keyNode = node(key, depth + 1);
            Node value = node((NodeEvent) events.next(), depth + 1);
            pairs.add(new MappingRules.Pair(keyNode, value));
            event = events.next();
        }
        Span last = pairs.isEmpty() ? span(start) : pairs.getLast().value().span();
        Span whole = whole(start, event, last);
        if (start.isFlow() && isTemplate(pairs)) {
            return unquotedTemplate(whole);
        }
        return mappings.mapping(whole, pairs, start.isFlow());
    }

    private static boolean isTemplate(List<MappingRules.Pair> pairs) {
        return pairs.size() == 1
                && Scalar.isNull(pairs.getFirst().value())
                && pairs.getFirst().key() instanceof Mapping inner
                && inner.flow()
                && inner.entries().size() == 1
                && Scalar.isNull(inner.entries().getFirst().value());
    }

    private Scalar unquotedTemplate(Span whole) {
        String written = source.slice(whole);
        String rest = source.line(whole.endLine())
                .substring(Math.min(column(whole), source.line(whole.endLine()).length()))
                .strip();
        if (rest.isEmpty() || ",}]#".indexOf(rest.charAt(0)) >= 0) {
            report(whole, written);
        }
        return new Scalar(whole, written, Literal.text(written), Style.QUOTED);
    }

    /** Index in its line of the character after a span. */
    private int column(Span span) {
        return source.offset(span.endLine(), span.endColumn()) - source.offset(span.endLine(), 1);
    }

    private void report(Span whole, String written) {
        problems.error(
                Code.UNQUOTED_TEMPLATE,
                whole,
                "",
                "%s without quotes is a YAML map, not a template".formatted(written),
                Fix.edit("write '%s' in quotes".formatted(written), new Edit(whole, "'" + written + "'")));
    }

    private static Span whole(CollectionStartEvent start, Event end, Span last) {
        Span first = span(start);
        if (start.isFlow()) {
            return first.to(span(end));
        }
        boolean forward =
                last.endLine() > first.line() || (last.endLine() == first.line() && last.endColumn() >= first.column());
        return forward ? first.to(last) : first;
    }

    private static Span span(Event event) {
        Mark from = event.getStartMark().orElseThrow();
        Mark to = event.getEndMark().orElseThrow();
        return new Span(from.getLine() + 1, from.getColumn() + 1, to.getLine() + 1, to.getColumn() + 1);
    }
}
