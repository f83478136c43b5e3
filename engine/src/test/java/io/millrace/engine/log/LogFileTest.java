package io.millrace.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.log.LogLine.End;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {
    @TempDir
    private Path folder;

    private Path path;
    private LogFile log;

    @BeforeEach
    void name() {
        path = folder.resolve("1-1.log");
        log = new LogFile(path, () -> LogMask.NOTHING);
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> texts(LogPage page) {
        return page.lines().stream().map(LogLine::text).toList();
    }

    @Test
    void aMissingOrEmptyFileHasNoLines() throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(log.pageFromBegin(1, 10)).isEqualTo(new LogPage(List.of(), 0, false));
            assertThat(log.pageFromEnd(1, 10)).isEqualTo(new LogPage(List.of(), 0, false));
            assertThat(log.lastLine()).isEmpty();
            assertThat(log.startOfLast(5)).isZero();
            assertThat(log.size()).isZero();
            write("");
        }
    }

    @ParameterizedTest(name = "page {0} of 3 from {1}")
    @CsvSource(textBlock = """
            1, begin, 'a b c', true
            2, begin, 'd e f', true
            3, begin, 'g',     false
            4, begin, '',      false
            1, end,   'e f g', true
            2, end,   'b c d', true
            3, end,   'a',     false
            4, end,   '',      false
            """)
    void pagesCountFromEitherEnd(int number, String from, String lines, boolean next) throws IOException {
        write("a\nb\nc\nd\ne\nf\ng\n");
        LogPage page = from.equals("begin") ? log.pageFromBegin(number, 3) : log.pageFromEnd(number, 3);
        assertThat(String.join(" ", texts(page))).isEqualTo(lines);
        assertThat(page.hasNextPage()).isEqualTo(next);
    }

    @Test
    void aFullLastPageHasNoNextOne() throws IOException {
        write("a\nb\n");
        assertThat(log.pageFromBegin(1, 2).hasNextPage()).isFalse();
        assertThat(log.pageFromEnd(1, 2).hasNextPage()).isFalse();
    }

    @Test
    void anUnfinishedLineIsALine() throws IOException {
        write("a\n\nhalf");
        assertThat(log.pageFromEnd(1, 2).lines())
                .containsExactly(new LogLine(2, "", End.LINE_BREAK), new LogLine(3, "half", End.OPEN));
    }

    @Test
    void bytesThatAreNotTextAreReplaced() throws IOException {
        Files.write(path, new byte[] {'a', (byte) 0xff, (byte) 0x80, 0, 'b', '\n'});
        assertThat(texts(log.pageFromBegin(1, 1))).containsExactly("a\ufffd\ufffd\0b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                        | plain
            ' 10%\\r 50%\\r100%'         | 100%
            ' 10%\\r 50%\\r'             | ' 50%'
            windows\\r                   | windows
            \\r                          | ''
            ''                           | ''
            """)
    void ofAProgressBarTheLastStateIsShown(String text, String shown) {
        assertThat(new LogLine(0, text.replace("\\r", "\r"), End.LINE_BREAK).display())
                .isEqualTo(shown);
    }

    @Test
    void aLineLongerThanAnyPieceIsCutAndMarked() throws IOException {
        int length = 1_000_000;
        write("before\n" + "é".repeat(length / 2) + "\nafter\n");
        List<LogLine> lines = log.pageFromBegin(1, 100).lines();
        assertThat(lines.getFirst().text()).isEqualTo("before");
        assertThat(lines.getLast().text()).isEqualTo("after");
        List<LogLine> pieces = lines.subList(1, lines.size() - 1);
        assertThat(pieces)
                .allSatisfy(piece -> assertThat(piece.text())
                        .hasSizeLessThanOrEqualTo(2 * Cuts.BLOCK)
                        .matches("é+"));
        assertThat(pieces.subList(0, pieces.size() - 1))
                .allMatch(piece -> piece.end() == End.CUT)
                .allMatch(piece -> piece.display().endsWith("é [line continues]"));
        assertThat(String.join("", pieces.stream().map(LogLine::text).toList())).hasSize(length / 2);
    }

    private static String bar(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("%7d it [00:00, 1.00 it/s]\r"::formatted)
                .collect(Collectors.joining());
    }

    @Test
    void aProgressBarIsOneLineHoweverOftenItIsWrittenOver() throws IOException {
        write("before\n" + bar(0, 4000) + "done\nafter\n");
        for (LogPage page : List.of(log.pageFromBegin(1, 10), log.pageFromEnd(1, 3))) {
            assertThat(page.lines().stream().map(LogLine::display)).containsExactly("before", "done", "after");
        }
        assertThat(log.pageFromEnd(2, 1).lines())
                .singleElement()
                .matches(line -> line.display().equals("done"));
    }

    @Test
    void aStateThatIsCutInTheMiddleIsShownWhole() throws IOException {
        String state = "x".repeat(100);
        write("\r" + "o".repeat(Cuts.BLOCK - 50) + "\r" + state + "\n");
        assertThat(log.pageFromBegin(1, 10).lines())
                .extracting(LogLine::display)
                .containsExactly(state);
    }

    @Test
    void ofAProgressBarOfManyMegabytesSomeStatesAreShown() throws IOException {
        write("before\n" + bar(0, 100_000) + "\nafter\n");
        List<String> shown = log.pageFromBegin(1, 1000).lines().stream()
                .map(LogLine::display)
                .toList();
        assertThat(shown).startsWith("before").endsWith("  99999 it [00:00, 1.00 it/s]", "after");
        assertThat(shown.subList(1, shown.size() - 1))
                .hasSize((int) (log.size() / Cuts.STRIDE) + 1)
                .allMatch(line -> line.endsWith(" it [00:00, 1.00 it/s]"));
    }

    @Test
    void aPageCanBeginAnywhere() throws IOException {
        write("a\nb\nc\nd\ne");
        LogPage first = log.pageAt(0, 2);
        LogPage second = log.pageAt(first.end(), 2);
        LogPage third = log.pageAt(second.end(), 2);
        assertThat(List.of(texts(first), texts(second), texts(third)))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(second.hasNextPage()).isTrue();
        assertThat(third).isEqualTo(new LogPage(third.lines(), log.size(), false));
    }

    @Test
    void aLineOfAGigabyteIsReadInPieces() throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("begin".getBytes(StandardCharsets.UTF_8)), 0);
            file.write(ByteBuffer.wrap("end\nlast\n".getBytes(StandardCharsets.UTF_8)), 1L << 30);
        }
        assertThat(log.pageFromBegin(1, 100).lines()).hasSize(100).allMatch(line -> line.end() == End.CUT);
        List<LogLine> last = log.pageFromEnd(1, 100).lines();
        assertThat(last).hasSize(100);
        assertThat(last.get(98).text()).endsWith("end").hasSizeLessThan(2 * Cuts.BLOCK);
        assertThat(last.get(99).text()).isEqualTo("last");
        long[] count = {0, 0};
        log.read(0, line -> {
            count[0]++;
            count[1] += line.text().length();
        });
        assertThat(count).containsExactly((1L << 30) / Cuts.BLOCK + 2, (1L << 30) + "endlast".length());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothDirectionsSeeTheSameLines(long seed) throws IOException {
        byte[] bytes = randomLog(new Random(seed));
        Files.write(path, bytes);
        List<LogLine> forward = new ArrayList<>();
        log.read(0, forward::add);
        List<LogLine> backward = new ArrayList<>();
        int number = 1;
        LogPage page;
        do {
            page = log.pageFromEnd(number++, 7);
            List<LogLine> lines = new ArrayList<>(page.lines());
            Collections.reverse(lines);
            backward.addAll(lines);
        } while (page.hasNextPage());
        Collections.reverse(backward);
        assertThat(backward).isEqualTo(forward);
        assertThat(forward.stream().mapToLong(LogLine::offset)).isSorted().doesNotHaveDuplicates();
    }

    /** Short lines, empty ones, ones around the size of blocks and far longer, in text and in noise. */
    private static byte[] randomLog(Random random) {
        var text = ByteBuffer.allocate(3_000_000);
        while (text.remaining() > 300_000) {
            int length = switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> random.nextInt(80);
                case 2 -> Cuts.BLOCK - 3 + random.nextInt(6);
                case 3 -> 2 * Cuts.BLOCK - 3 + random.nextInt(6);
                case 4 -> random.nextInt(200_000);
                default -> Cuts.BLOCK - text.position() % Cuts.BLOCK - 2 + random.nextInt(4);
            };
            String letter = List.of("x", "é", "日", "😀").get(random.nextInt(4));
            byte[] line = letter.repeat(Math.max(length, 0) / letter.getBytes(StandardCharsets.UTF_8).length + 1)
                    .getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(10) == 0) {
                random.nextBytes(line);
            }
            if (random.nextInt(3) == 0) {
                for (int i = 0; i < line.length; i += 1 + random.nextInt(random.nextBoolean() ? 50 : 60_000)) {
                    line[i] = '\r';
                }
            }
            text.put(line);
            if (random.nextInt(8) > 0) {
                text.put((byte) '\n');
            }
        }
        byte[] bytes = new byte[text.position()];
        text.flip().get(bytes);
        return bytes;
    }

    @Test
    void theEndOfAHugeFileIsReadWithoutTheRest() throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("\nlast but one\nlast\n".getBytes(StandardCharsets.UTF_8)), 50L << 30);
        }
        assertThat(texts(log.pageFromEnd(1, 2))).containsExactly("last but one", "last");
        assertThat(log.lastLine()).get().extracting(LogLine::text).isEqualTo("last");
        LogPage older = log.pageFromEnd(2, 2);
        assertThat(older.hasNextPage()).isTrue();
        assertThat(older.lines())
                .allMatch(line -> line.end() != End.OPEN && line.text().length() <= 2 * Cuts.BLOCK);
    }

    @Test
    void followingGivesEveryLineOnceAndEndsWithTheAttempt() throws Exception {
        var over = new CountDownLatch(1);
        List<LogLine> seen = new CopyOnWriteArrayList<>();
        List<LogLine> open = new CopyOnWriteArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> following = threads.submit(() -> {
                log.follow(0, over, seen::add, open::add);
                return true;
            });
            write("one\ntw");
            Awaitility.await().until(() -> seen.size() == 1 && open.size() == 1);
            write("o\n");
            Awaitility.await().until(() -> seen.size() == 2);
            write("rest");
            over.countDown();
            following.get();
        }
        assertThat(seen)
                .containsExactly(
                        new LogLine(0, "one", End.LINE_BREAK),
                        new LogLine(4, "two", End.LINE_BREAK),
                        new LogLine(8, "rest", End.OPEN));
        assertThat(open).first().isEqualTo(new LogLine(4, "tw", End.OPEN));
    }

    @Test
    void followingALogThatNeverComesEndsToo() throws Exception {
        var over = new CountDownLatch(0);
        List<LogLine> seen = new ArrayList<>();
        log.follow(0, over, seen::add, seen::add);
        assertThat(seen).isEmpty();
    }

    @Test
    void followingCanBeginAtTheLastLines() throws Exception {
        write("1\n2\n3\n4\n");
        List<LogLine> seen = new ArrayList<>();
        log.follow(log.startOfLast(2), new CountDownLatch(0), seen::add, line -> {});
        assertThat(seen).extracting(LogLine::text).containsExactly("3", "4");
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 0", "-1, 10", "1, 1001"})
    void pagesThatCannotBeAreRefused(int number, int lines) {
        assertThatThrownBy(() -> log.pageFromEnd(number, lines)).isInstanceOf(IllegalArgumentException.class);
    }
}
