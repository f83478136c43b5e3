package io.millrace.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberTextTest {
    @ParameterizedTest(name = "B74 {0} is {1}")
    @CsvSource({
        "010, 8",
        "0x1F, 31",
        "0o17, 15",
        "0b101, 5",
        "1_000, 1000",
        "1e3, 1000",
        "1.0, 1",
        "1.10, 1.1",
        "+5, 5",
        "-7, -7",
        "08, 8",
        ".5, 0.5",
        "1., 1",
        "0, 0",
        "-0x10, -16",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854776000",
        "0.000000001, 0.000000001",
        "12345678.9, 12345678.9",
        "1e-7, 0.0000001"
    })
    void reads(String text, String shown) {
        assertThat(NumberText.read(text)).map(Value::text).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "1:30", "2024-01-02", "-", ".", "1e", "0x", "_1", "1.2.3", "٣", "1e999", ".inf", "0o9"
            })
    void isNoNumber(String text) {
        assertThat(NumberText.read(text)).isEmpty();
    }
}
