package io.millrace.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopItemsTest {
    private static List<String> texts(Value value) throws Exception {
        return LoopItems.of(value).stream().map(Value::text).toList();
    }

    @Test
    void b32AListKeepsItsElements() throws Exception {
        Value list = new Value.Items(List.of(
                new Value.Int(1),
                new Value.Int(1_000_000),
                new Value.Text("x y"),
                new Value.Items(List.of(new Value.Int(1), new Value.Int(2))),
                new Value.Real(2.5)));
        assertThat(texts(list)).containsExactly("1", "1000000", "x y", "[1 2]", "2.5");
    }

    @Test
    void b33JsonTextGivesTheSame() throws Exception {
        assertThat(texts(new Value.Text("[1, 1000000, \"x y\", [1, 2], 2.5]")))
                .containsExactly("1", "1000000", "x y", "[1 2]", "2.5");
    }

    @Test
    void b40JsonTextIsNotChecked() throws Exception {
        assertThat(texts(new Value.Text("[{\"b\":[1,{\"c\":null}],\"a\":1}, true, null]")))
                .containsExactly("map[a:1 b:[1 map[c:]]]", "true", "");
    }

    @Test
    void numbersOfJsonArePlain() throws Exception {
        assertThat(texts(new Value.Text("[1e23, 1.0, -0.5, 123456789012345678901234567890, 1e400]")))
                .containsExactly("100000000000000000000000", "1", "-0.5", "123456789012345680000000000000", "1e400");
    }

    @Test
    void nestedListsStayLists() throws Exception {
        assertThat(LoopItems.ofJson("[[1, [2]]]").getFirst())
                .isEqualTo(new Value.Items(List.of(new Value.Int(1), new Value.Items(List.of(new Value.Int(2))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"notalist", "5", "{\"a\":1}", "", "[1", "[1] 2", "[1,]", "\"[1]\""})
    void b39EverythingElseFails(String text) {
        assertThatThrownBy(() -> LoopItems.of(new Value.Text(text)))
                .isInstanceOf(LoopItems.LoopException.class)
                .hasMessageContaining("neither a list nor JSON text");
    }

    @Test
    void lengthAndDepthAreBounded() {
        assertThatThrownBy(() -> LoopItems.ofJson("[" + "1,".repeat(100_000) + "1]"))
                .hasMessageContaining("100,001");
        assertThatThrownBy(() -> LoopItems.ofJson("[".repeat(5_000))).isInstanceOf(LoopItems.LoopException.class);
    }
}
