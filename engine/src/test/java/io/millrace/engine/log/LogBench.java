package io.millrace.engine.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Measures how long it takes to open big logs. Arguments: an empty folder, gigabytes, rounds. Started by
 * {@code bench/logs}.
 */
final class LogBench {
    private static final int PAGE = 100;

    private final Path path;
    private final int rounds;

    private LogBench(Path path, int rounds) {
        this.path = path;
        this.rounds = rounds;
    }

    private interface Action {
        Object run(LogFile log) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        long bytes = Math.round(Double.parseDouble(args[1]) * (1L << 30));
        for (String kind : new String[] {"lines", "one line", "progress bar", "zeros (sparse)"}) {
            Path path = Path.of(args[0]).resolve("1-1.log");
            write(kind, path, bytes);
            new LogBench(path, Integer.parseInt(args[2])).measure(kind);
            Files.delete(path);
        }
    }

    private static void write(String kind, Path path, long bytes) throws IOException {
        if (kind.startsWith("zeros")) {
            try (var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap("\nlast\n".getBytes(StandardCharsets.UTF_8)), bytes);
            }
            return;
        }
        String unit = switch (kind) {
            case "lines" -> "epoch %07d loss 0.1234 accuracy 0.9876 learning rate 0.00100\n";
            case "one line" -> "%07d,0.1234,0.9876,0.00100,";
            default -> "\r%07d/9999999 [00:12<00:34, 123.45it/s] loss 0.1234";
        };
        byte[] block = unit.repeat(20_000).formatted(numbers(20_000)).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(path)) {
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
        }
    }

    private static Object[] numbers(int count) {
        Object[] numbers = new Object[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private void measure(String kind) throws Exception {
        System.out.printf(Locale.ROOT, "%s, %.1f GB, milliseconds%n", kind, Files.size(path) / 1e9);
        time("last page of 100", log -> log.pageFromEnd(1, PAGE));
        time("page 10 from the end", log -> log.pageFromEnd(10, PAGE));
        time("first page of 100", log -> log.pageFromBegin(1, PAGE));
        long middle = new LogFile(path, () -> LogMask.NOTHING).startOfLast(PAGE * 50L);
        time("a page at an offset", log -> log.pageAt(middle, PAGE));
        time("last line", LogFile::lastLine);
        time("follow from the last 10", log -> {
            log.follow(log.startOfLast(10), new CountDownLatch(0), line -> {}, line -> {});
            return "";
        });
    }

    private void time(String what, Action action) throws Exception {
        double[] millis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            action.run(new LogFile(path, () -> LogMask.NOTHING));
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "  %-26s first %8.2f   median %8.2f%n", what, first, millis[rounds / 2]);
    }
}
