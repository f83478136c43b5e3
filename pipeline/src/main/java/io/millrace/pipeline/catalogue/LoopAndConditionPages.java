package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;

/** 25xx and 26xx: conditions and loops. */
final class LoopAndConditionPages {
    static final List<Page> PAGES = List.of(
            new Page(Code.CONDITION_SYNTAX, """
                    A condition is an expression of numbers, quoted texts, single words, templates, `true` and `false`,
                    joined by `== != < > <= >= =~ !~ in && || ! + - * / % **`, parentheses and `? :`. Equality is `==`;
                    there are no functions and no `and`/`or`. Text with blanks or signs needs quotes.
                    """, """
                    name: hello
                    entry_points:
                      train: {command: echo train, condition: '{{epochs}} = 5', parameters: {epochs: 5}}
                    """, """
                    name: hello
                    entry_points:
                      train: {command: echo train, condition: '{{epochs}} == 5', parameters: {epochs: 5}}
                    """),
            new Page(
                    Code.CONDITION_NOT_BOOLEAN,
                    "The result of this condition is a number or a text whatever happens, so the node always fails. A warning.",
                    """
                    name: hello
                    entry_points:
                      train: {command: echo train, condition: '{{epochs}} + 1', parameters: {epochs: 5}}
                    """,
                    """
                    name: hello
                    entry_points:
                      train: {command: echo train, condition: '{{epochs}} + 1 > 5', parameters: {epochs: 5}}
                    """),
            new Page(Code.LOOP_FORM, """
                    A `loop_argument` is a list, JSON text of a list, or exactly one template of an own parameter or an own
                    input artifact, without anything around it. To loop over a value of another node or of the DAG around,
                    take it into a parameter first.
                    """, """
                    name: hello
                    entry_points:
                      train: {command: 'echo $PF_LOOP_ARGUMENT', loop_argument: 3}
                    """, """
                    name: hello
                    entry_points:
                      train: {command: 'echo $PF_LOOP_ARGUMENT', loop_argument: [0, 1, 2]}
                    """),
            new Page(
                    Code.LOOP_ELEMENT,
                    "The elements of a loop are text, numbers and lists of those, without templates.",
                    """
                    name: hello
                    entry_points:
                      train: {command: 'echo $PF_LOOP_ARGUMENT', loop_argument: [yes, no]}
                    """,
                    """
                    name: hello
                    entry_points:
                      train: {command: 'echo $PF_LOOP_ARGUMENT', loop_argument: ['yes', 'no']}
                    """),
            new Page(Code.LOOP_EMPTY, "A loop over an empty list runs nothing. A warning.", """
                    name: hello
                    entry_points:
                      train: {command: 'echo $PF_LOOP_ARGUMENT', loop_argument: []}
                    """, """
                    name: hello
                    entry_points:
                      train: {command: 'echo $PF_LOOP_ARGUMENT', loop_argument: [1]}
                    """),
            new Page(Code.LOOP_PARAMETER, """
                    The parameter that the node loops over is neither a list nor JSON text of one, so the node fails unless
                    the request gives it another value. A warning.
                    """, """
                    name: hello
                    entry_points:
                      train: {command: 'echo $PF_LOOP_ARGUMENT', loop_argument: '{{folds}}', parameters: {folds: 3}}
                    """, """
                    name: hello
                    entry_points:
                      train: {command: 'echo $PF_LOOP_ARGUMENT', loop_argument: '{{folds}}', parameters: {folds: [1, 2, 3]}}
                    """));

    private LoopAndConditionPages() {}
}
