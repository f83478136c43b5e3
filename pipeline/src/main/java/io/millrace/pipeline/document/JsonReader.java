package io.millrace.pipeline.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.document.Scalar.Style;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads JSON text into the same tree as YAML. */
final class JsonReader {
    private final SourceText source;
    private final Limits limits;
    private final Problems problems;
    private final MappingRules mappings;

    JsonReader(SourceText source, Limits limits, Problems problems) {
        this.source = source;
        this.limits = limits;
        this.problems = problems;
        this.mappings = new MappingRules(problems);
    }

    Optional<Node> read() {
        try (JsonParser parser = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build()
                .createParser(source.text())) {
            return document(parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            Span place = at == null || at.getLineNr() < 1 ? Span.at(1, 1) : place(at);
            problems.error(Code.JSON_SYNTAX, place, "", "this is not JSON: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be read", e);
        }
        return Optional.empty();
    }

    private Optional<Node> document(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            problems.error(Code.EMPTY_INPUT, Span.at(1, 1), "", "the text is empty; a pipeline is a JSON object");
            return Optional.empty();
        }
        Node root = node(parser);
        if (parser.nextToken() != null) {
            problems.error(
                    Code.JSON_SYNTAX,
                    place(parser.currentTokenLocation()),
                    "",
                    "there is more text after the JSON value");
        }
        return Optional.of(root);
    }

    private Node node(JsonParser parser) throws IOException {
        Span start = place(parser.currentTokenLocation());
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, start);
            case START_ARRAY -> array(parser, start);
            default -> scalar(parser, token, start);
        };
    }

    private Node object(JsonParser parser, Span start) throws IOException {
        List<MappingRules.Pair> pairs = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Span keyStart = place(parser.currentTokenLocation());
            String name = parser.currentName();
            Scalar key = new Scalar(endingNow(parser, keyStart), name, Literal.text(name), Style.QUOTED);
            parser.nextToken();
            pairs.add(new MappingRules.Pair(key, node(parser)));
        }
        return mappings.mapping(endingNow(parser, start), pairs, true);
    }

    private Node array(JsonParser parser, Span start) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser));
        }
        return new Sequence(endingNow(parser, start), items, true, MappingRules.size(items));
    }

    private Scalar scalar(JsonParser parser, JsonToken token, Span start) throws IOException {
        String text = parser.getText();
        Literal literal = switch (token) {
            case VALUE_NULL -> new Literal.Null();
            case VALUE_TRUE -> new Literal.Bool(true);
            case VALUE_FALSE -> new Literal.Bool(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new Literal.Plain(ScalarRules.number(text).orElse(new Value.Text(text)));
            default -> Literal.text(text);
        };
        return new Scalar(endingNow(parser, start), text, literal, token.isNumeric() ? Style.PLAIN : Style.QUOTED);
    }

    private Span endingNow(JsonParser parser, Span start) {
        Span end = place(parser.currentLocation());
        boolean forward = end.line() > start.line() || end.column() >= start.column();
        return forward ? start.to(end) : start;
    }

    /** The JSON library counts columns in UTF-16 units. */
    private Span place(JsonLocation at) {
        int offset =
                (int) Math.min(Math.max(0, at.getCharOffset()), source.text().length());
        return source.span(offset, offset);
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
