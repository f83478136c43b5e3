package io.millrace.pipeline.document;

import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in plain words why a text is not YAML; knows the slips that pipeline authors make. */
final class YamlSyntax {
    private static final Pattern BARE_TEMPLATE = Pattern.compile("^(\\s*(?:- +)*(?:[\\w.-]+: +)?)(\\{\\{.*)$");
    private static final Pattern LEADING = Pattern.compile("^[ \\t]*");
    private static final Pattern COLON_INSIDE =
            Pattern.compile("^(\\s*(?:- +)*[\\w.-]+: +)([^\\s'\"|>\\[{&*!#].*?: .*)$");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,60}+");

    private final SourceText source;
    private final Problems problems;

    YamlSyntax(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    void report(MarkedYamlEngineException e) {
        Span at = e.getProblemMark().map(this::place).orElse(Span.at(1, 1));
        String line = source.line(at.line());
        if (leading(line).contains("\t")) {
            tab(at.line());
        } else if (!bareTemplate(at.line()) && !(at.line() > 1 && bareTemplate(at.line() - 1))) {
            String problem = e.getProblem() == null ? "" : e.getProblem();
            general(problem, e, at);
        }
    }

    private Span place(Mark mark) {
        int line = Math.min(mark.getLine() + 1, source.lines());
        int offset = source.offset(line, mark.getColumn() + 1);
        Matcher word = WORD.matcher(source.text()).region(offset, source.text().length());
        return source.span(offset, word.lookingAt() ? word.end() : offset);
    }

    private static String leading(String line) {
        Matcher blanks = LEADING.matcher(line);
        return blanks.find() ? blanks.group() : "";
    }

    private void tab(int line) {
        List<Edit> edits = new ArrayList<>();
        for (int i = 1; i <= source.lines(); i++) {
            String blanks = leading(source.line(i));
            if (blanks.contains("\t")) {
                edits.add(new Edit(new Span(i, 1, i, blanks.length() + 1), spaces(blanks)));
            }
        }
        int column = source.line(line).indexOf('\t') + 1;
        problems.error(
                Code.TAB,
                new Span(line, column, line, column + 1),
                "",
                "the line is indented with a tab; YAML allows spaces only",
                new Fix("replace the tabs at the start of lines by spaces", edits));
    }

    /** Blanks with tab stops every four columns. */
    private static String spaces(String blanks) {
        StringBuilder spaces = new StringBuilder();
        for (int i = 0; i < blanks.length(); i++) {
            spaces.append(blanks.charAt(i) == '\t' ? " ".repeat(4 - spaces.length() % 4) : " ");
        }
        return spaces.toString();
    }

    private boolean bareTemplate(int line) {
        Matcher bare = BARE_TEMPLATE.matcher(source.line(line));
        if (!bare.matches()) {
            return false;
        }
        String value = bare.group(2).replaceFirst("\\s+#.*$", "").stripTrailing();
        int column = source.line(line).codePointCount(0, bare.start(2)) + 1;
        Span at = new Span(line, column, line, column + value.codePointCount(0, value.length()));
        problems.error(
                Code.UNQUOTED_TEMPLATE,
                at,
                "",
                "a value that starts with '{{' needs quotes, else YAML reads a map",
                Fix.edit("put the value in quotes", new Edit(at, "'" + value.replace("'", "''") + "'")));
        return true;
    }

    private void general(String problem, MarkedYamlEngineException e, Span at) {
        Span start = e.getContextMark().map(this::place).orElse(at);
        if (problem.contains("mapping values are not allowed")) {
            colon(at);
        } else if (problem.contains("unexpected end of stream")) {
            problems.error(Code.YAML_SYNTAX, start, "", "the quote that opens here is not closed");
        } else if (problem.contains("could not find expected ':'")) {
            problems.error(
                    Code.YAML_SYNTAX,
                    start,
                    "",
                    "expected 'key: value' or '- item' here; is a colon or its blank missing?");
        } else if (problem.contains("expected <block end>")) {
            problems.error(
                    Code.YAML_SYNTAX,
                    at,
                    "",
                    "this does not fit the map or list that starts on line %d: check the indentation"
                            .formatted(start.line()));
        } else if (problem.contains("',' or")) {
            problems.error(
                    Code.YAML_SYNTAX,
                    at,
                    "",
                    "the bracket or brace that opens on line %d is not closed before this".formatted(start.line()));
        } else if (problem.contains("cannot start any token")) {
            problems.error(Code.YAML_SYNTAX, at, "", "an unquoted value cannot start with this character: use quotes");
        } else {
            problems.error(Code.YAML_SYNTAX, at, "", "this is not YAML: " + problem);
        }
    }

    private void colon(Span at) {
        Matcher inside = COLON_INSIDE.matcher(source.line(at.line()));
        if (!inside.matches()) {
            problems.error(
                    Code.YAML_SYNTAX,
                    keyBefore(at),
                    "",
                    "a 'key: value' cannot stand here: the line is indented too far, or a value above it contains ': '");
            return;
        }
        String value = inside.group(2).stripTrailing();
        int column = source.line(at.line()).codePointCount(0, inside.start(2)) + 1;
        Span span = new Span(at.line(), column, at.line(), column + value.codePointCount(0, value.length()));
        problems.error(
                Code.YAML_SYNTAX,
                span,
                "",
                "an unquoted value cannot contain ': '",
                Fix.edit("put the value in quotes", new Edit(span, "'" + value.replace("'", "''") + "'")));
    }

    /** The line up to the colon at a place, without its indentation. */
    private Span keyBefore(Span colon) {
        int column = leading(source.line(colon.line())).length() + 1;
        return column < colon.column() ? new Span(colon.line(), column, colon.line(), colon.column()) : colon;
    }
}
