package io.millrace.pipeline.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTextTest {

    @ParameterizedTest(name = "{0} in {1} cells")
    @CsvSource({
        "loss 0.25, 9, loss 0.25",
        "loss 0.25, 8, loss 0.…",
        "损失 0.25, 9, 损失 0.25",
        "损失 0.25, 8, 损失 0.…",
        "损失损失, 7, 损失损…",
        "损失损失, 6, 损失…",
        "ab🎉🎉, 5, ab🎉…",
        "e\u0301e\u0301e\u0301, 2, e\u0301…",
        "ab, 1, ''",
        "ab, -3, ''"
    })
    void cutsByWhatIsSeen(String text, int cells, String expected) {
        assertThat(TerminalText.fit(text, cells)).isEqualTo(expected);
        assertThat(TerminalText.width(TerminalText.fit(text, cells))).isLessThanOrEqualTo(Math.max(0, cells));
    }

    @Test
    void nothingMovesTheCursor() {
        assertThat(TerminalText.printable("a\u001b[2Jb\tc\rd\u202Ee\u200Bf")).isEqualTo("a [2Jb c d e f");
    }
}
