package io.millrace.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMaskTest {
    private static final long KEY = 20261128;

    @TempDir
    Path folder = Path.of("");

    private static LogMask mask(String... values) {
        Set<LogMask.Mark> marks = new HashSet<>();
        for (String value : values) {
            marks.addAll(LogMask.marks(KEY, value));
        }
        return new LogMask(KEY, marks);
    }

    private static String apply(LogMask mask, String text) {
        return new String(mask.apply(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void everyOccurrenceHasAsManyAsterisksAsBytes() {
        LogMask mask = mask("hunter22", "pässword");
        assertThat(apply(mask, "a hunter22hunter22, hunter2, the pässword!"))
                .isEqualTo("a ****************, hunter2, the *********!");
        assertThat(apply(mask, "hunter22")).isEqualTo("********");
        assertThat(apply(mask, "")).isEmpty();
    }

    @Test
    void linesOfAValueAreMaskedByThemselvesAndShortOnesAreNot() {
        LogMask mask = mask("first line\r\nend\nsecond one");
        assertThat(apply(mask, "x first line x second one x end")).isEqualTo("x ********** x ********** x end");
    }

    @Test
    void valuesThatOverlapAreBothMasked() {
        assertThat(apply(mask("abcdef", "defghi"), "-abcdefghi-")).isEqualTo("-*********-");
        assertThat(apply(mask("aaaa"), "baaaaab")).isEqualTo("b*****b");
    }

    @Test
    void aMaskOfNothingChangesNothing() {
        byte[] text = "hunter22".getBytes(StandardCharsets.UTF_8);
        assertThat(LogMask.NOTHING.apply(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {20_261_128_172_545L, -7_777_777_777_777_777L, 1_234_567_890_123_456_789L})
    void itFindsWhatASearchFinds(long key) {
        Random random = new Random(key);
        for (int round = 0; round < 200; round++) {
            String text = letters(random, 300);
            List<String> secrets = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int at = random.nextInt(290);
                secrets.add(
                        random.nextBoolean()
                                ? letters(random, 4 + random.nextInt(3))
                                : text.substring(at, at + 4 + random.nextInt(6)));
            }
            Set<LogMask.Mark> marks = new HashSet<>();
            secrets.forEach(secret -> marks.addAll(LogMask.marks(key, secret)));
            assertThat(apply(new LogMask(key, marks), text)).isEqualTo(searched(text, secrets));
        }
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'd').mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String searched(String text, List<String> secrets) {
        char[] masked = text.toCharArray();
        for (String secret : secrets) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                java.util.Arrays.fill(masked, at, at + secret.length(), '*');
            }
        }
        return new String(masked);
    }

    @Test
    void aValueThatACutPartsIsMaskedOnBothSides() throws IOException {
        String secret = "0123456789-hunter-0123456789";
        for (int before = 2 * Cuts.BLOCK - 40; before <= 2 * Cuts.BLOCK + 4; before += 3) {
            Path log = folder.resolve("log-" + before);
            Files.writeString(log, "x".repeat(before) + secret + "y".repeat(3 * Cuts.BLOCK) + "\n" + secret + "\n");
            LogFile file = new LogFile(log, () -> mask(secret));
            String shown =
                    file.pageAt(0, 100).lines().stream().map(LogLine::text).collect(Collectors.joining());
            assertThat(shown)
                    .doesNotContain("hunter")
                    .isEqualTo("x".repeat(before) + "*".repeat(28) + "y".repeat(3 * Cuts.BLOCK) + "*".repeat(28));
            for (int page = 1; page <= 5; page++) {
                List<LogLine> lines = file.pageFromBegin(page, 1).lines();
                List<LogLine> backward = file.pageFromEnd(page, 1).lines();
                assertThat(lines).allSatisfy(line -> assertThat(line.text()).doesNotContainPattern("[0-9a-wz-]"));
                assertThat(backward).allSatisfy(line -> assertThat(line.text()).doesNotContainPattern("[0-9a-wz-]"));
            }
        }
    }
}
