package io.millrace.pipeline.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.pipeline.plan.ConditionException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows B21 to B29 of the table of run behaviour, as far as they are language, and everything around them. */
final class ConditionTest {
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("ten", "10"),
            Map.entry("nine", "9"),
            Map.entry("negative", "-2.5"),
            Map.entry("abc", "abc"),
            Map.entry("empty", ""),
            Map.entry("run", "run-000001"),
            Map.entry("x", "x"),
            Map.entry("five", "5"),
            Map.entry("line", "5\n"),
            Map.entry("yes", "true"),
            Map.entry("no", "false"),
            Map.entry("evil", "1 || 1 == 1"),
            Map.entry("quote", "' == '' || '' == '"),
            Map.entry("date", "2024-01-02"));

    private static boolean holds(String condition) throws Exception {
        return ParsedCondition.parse(condition).holds(name -> Objects.requireNonNull(VALUES.get(name), name));
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            B21; {{ten}} == {{ten}}; true
            B22; '10' == 10; false
            B25; '{{run}}' == 'run-000001'; true
            B26; '9' > '10'; true
            B26; {{nine}} > {{ten}}; false
            B28; {{x}} in ('x','y'); true
            B28; 'abc' =~ '^a'; true
            B28; 1 < 2 ? true : false; true
            B29; {{five}} > 3; true
            B29; '{{line}}' == '5'; false
            B31; {{ten}} > 1; true
            date; '2024-01-02' == '2024-01-02'; true
            date; '{{date}}' < '2024-02-01'; true
            date; '2024-1-2' == '2024-01-02'; false
            bound; {{negative}} < 0; true
            bound; {{negative}} == -2.5; true
            bound; {{ten}} - {{negative}} == 12.5; true
            bound; {{abc}} == abc; true
            bound; {{abc}} == 'abc'; true
            bound; '{{evil}}' == '1 || 1 == 1'; true
            bound; '{{quote}}' == 'a'; false
            bound; '{{empty}}' == ''; true
            bound; {{yes}}; true
            bound; !{{no}}; true
            bound; {{yes}} && {{ten}} > 5; true
            bound; {{yes}} == true; true
            bound; false == {{no}}; true
            bound; {{yes}} ? {{no}} : true; false
            operators; 1 + 2 * 3 == 7; true
            operators; (1 + 2) * 3 == 9; true
            operators; 7 % 4 == 3; true
            operators; 2 ** 3 == 8; true
            operators; 2 ** 3 ** 2 == 64; true
            operators; 1 - 1 - 1 == -1; true
            operators; !true || true; true
            operators; !(true || true); false
            operators; 1 == 1 && 2 == 2 || false; true
            operators; 'a' + 1 == 'a1'; true
            operators; 1.50 == 1.5; true
            operators; .5 < 1; true
            operators; 1 != 2; true
            operators; 3 >= 3 && 3 <= 3; true
            operators; 'abc' !~ 'z'; true
            operators; 4 in (1, 2); false
            operators; "it's" == 'it\\'s'; true
            operators; false && 1 > 'a'; false
            operators; true || 1 > 'a'; true
            operators; true ? true : 1; true
            """)
    void decides(String row, String condition, boolean expected) throws Exception {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            B23; {{abc}} > 5; needs two numbers or two texts
            B24; {{empty}} == 'abc'; write '{{empty}}' in quotes
            B25; {{run}} == 'run-000001'; write '{{run}}' in quotes
            B27; {{five}} + 1; the result is the number 6
            text; 'true'; the result is the text
            evil; {{evil}}; write '{{evil}}' in quotes
            and; 1 && true; && needs true or false
            not; !1; ! needs true or false
            minus; 'a' - 1; - needs numbers
            match; 1 =~ 'a'; =~ needs texts
            choice; 1 ? true : false; ?: needs true or false
            pattern; 'a' =~ '{{quote}}' + '('; is not a pattern
            """)
    void failsTheNode(String row, String condition, String message) {
        assertThatThrownBy(() -> holds(condition))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1 >", "(1 > 0", "1 > 0)", "a = 1", "1e3 > 1", "len(a)", "1 and 2", "'open", "1.2.3 == 1", "a b",
                "{{a}}b == 1", "in (1)", "1 in", "1 in ()", "? :", "1 ? 2", "&", "{{ x y }}", "1 == {{", "a.b == 1",
                        "@",
                "'a' =~ '('", "1 == ü ü"
            })
    void isNoExpression(String condition) {
        assertThatThrownBy(() -> ParsedCondition.parse(condition))
                .isInstanceOfSatisfying(
                        ConditionSyntaxException.class,
                        e -> assertThat(e.from()).isBetween(0, e.to()).isLessThanOrEqualTo(condition.length()));
    }

    @Test
    void namesItsReferences() throws Exception {
        assertThat(ParsedCondition.parse("{{a}} > 1 && '{{ b }}' == 'x{{c}}'").references())
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void lengthAndDepthAreBounded() {
        assertThatThrownBy(() -> ParsedCondition.parse("(".repeat(3_000))).hasMessageContaining("100 levels");
        assertThatThrownBy(() -> ParsedCondition.parse("!".repeat(3_000))).hasMessageContaining("100 levels");
        assertThatThrownBy(() -> ParsedCondition.parse("1".repeat(4_001))).hasMessageContaining("4,000");
    }

    @Test
    void aLongChainIsNoProblem() throws Exception {
        assertThat(holds("true" + " && true".repeat(480))).isTrue();
        assertThat(holds("1" + "+1".repeat(1_900) + " == 1901")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(.*)*x$", "(a*)*b"})
    void patternsCannotTakeForever(String pattern) {
        String condition = "'" + "a".repeat(1_500) + "!' =~ '" + pattern + "'";
        assertThatThrownBy(() -> holds(condition))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("too many steps");
    }

    @Test
    void repeatsInPatternsAreBounded() {
        assertThatThrownBy(() -> holds("'a' =~ '((){999}){999}'")).hasMessageContaining("repeats too often");
    }
}
