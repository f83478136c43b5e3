package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;

/** 10xx: the text as YAML or JSON. */
final class TextPages {
    private static final String GOOD = """
            name: hello
            entry_points:
              greet:
                command: echo hello
            """;

    static final List<Page> PAGES = List.of(
            new Page(Code.INPUT_TOO_LARGE, """
                    Pipelines are written by people; a text of many megabytes is almost certainly the wrong file. Split a
                    large generated pipeline, move repeated parts into `components`, or raise the setting
                    `pipeline.max_size`.
                    """),
            new Page(
                    Code.EMPTY_INPUT,
                    "There is nothing in the text, or only comments. A pipeline has at least a name and one step.",
                    """
                    # to be written
                    """,
                    GOOD),
            new Page(Code.YAML_SYNTAX, """
                    The text breaks a rule of YAML itself, so nothing after this place can be understood. The usual
                    reasons: a value with `: ` in it that is not quoted, an indentation that fits no line above, a quote
                    or bracket that is not closed, a missing blank after a colon.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo Result: done
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: 'echo Result: done'
                    """),
            new Page(
                    Code.TAB,
                    "YAML measures indentation in spaces and does not allow tabs there.",
                    "name: hello\nentry_points:\n\tgreet:\n\t\tcommand: echo hello\n",
                    GOOD),
            new Page(
                    Code.DUPLICATE_KEY,
                    "Two entries of one map have the same key, and only one of them could win. Rename or remove one.",
                    """
                    name: hello
                    entry_points:
                      greet:
                        command: echo hello
                      greet:
                        command: echo again
                    """,
                    """
                    name: hello
                    entry_points:
                      greet:
                        command: echo hello
                      greet-again:
                        command: echo again
                    """),
            new Page(Code.UNQUOTED_TEMPLATE, """
                    In YAML an unquoted `{` opens a map, so a value that starts with a template needs quotes. Inside a
                    longer value that starts with something else, quotes are not needed.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo {{who}}
                        parameters:
                          who: {{PF_USER_NAME}}
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo {{who}}
                        parameters:
                          who: '{{PF_USER_NAME}}'
                    """),
            new Page(Code.TOO_DEEP, """
                    Maps and lists are nested more deeply than anybody can read. The limit guards against texts that are
                    made to exhaust the reader; the setting `pipeline.max_depth` raises it.
                    """),
            new Page(Code.BAD_ALIAS, """
                    A YAML alias such as `*base` repeats what stands at the anchor `&base`, which must come first and
                    cannot contain the alias itself. The merge key `<<` takes a map or a list of maps.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo hello
                        env: *common
                    """, """
                    name: hello
                    entry_points:
                      prepare:
                        command: echo prepare
                        env: &common {LANG: C}
                      greet:
                        command: echo hello
                        env: *common
                    """),
            new Page(Code.TOO_MANY_VALUES, """
                    Aliases that contain aliases multiply: a short text can stand for billions of values. Write the parts
                    out, use `components`, or raise the setting `pipeline.max_values`.
                    """),
            new Page(
                    Code.YAML_TAG,
                    "Tags such as `!mine` ask YAML for special types. Pipelines know text, numbers, lists and maps only.",
                    """
                    name: hello
                    entry_points:
                      greet:
                        command: !shell echo hello
                    """,
                    GOOD),
            new Page(
                    Code.NOT_A_MAP,
                    "At the top of a pipeline stand keys with values, not a list and not a single value.",
                    """
                    - name: hello
                    """,
                    GOOD),
            new Page(Code.BAD_KEY, "The keys of a map are plain text. A list or a map cannot be a key.", """
                    name: hello
                    entry_points:
                      [greet]:
                        command: echo hello
                    """, GOOD),
            new Page(Code.JSON_SYNTAX, """
                    The request said that the pipeline is JSON, but the text is not. JSON wants double quotes around every
                    key and text, and no comma before a closing bracket.
                    """),
            new Page(Code.MORE_DOCUMENTS, """
                    A line `---` starts another YAML document. Only the first one is read, so everything after that line
                    has no effect. A warning.
                    """, """
                    name: hello
                    entry_points:
                      greet:
                        command: echo hello
                    ---
                    name: again
                    """, GOOD),
            new Page(Code.BAD_CHARACTER, """
                    YAML texts cannot contain control characters. They often come from a terminal or from a binary file
                    that was taken for a pipeline.
                    """));

    private TextPages() {}
}
