package io.millrace.pipeline.property;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils a text a little, as slips of the hand do. */
final class Mistakes {
    private static final List<String> STRAY = List.of(
            "{", "}", "[", "]", ":", ": ", "'", "\"", "#", " #", "&a ", "*a", "!x ", "|", ">", "%", "@", "\t", "\n",
            " ", "-", "- ", "{{", "}}", ".", ",", "x", "é", "\u0007", "\uFEFF", "\u2028", "\uD83D", "~", "null", "yes",
            "<<: ", "? ", "---\n", "...\n");
    private static final List<String> WORDS = List.of(
            "deps",
            "command",
            "parameters",
            "entry_points",
            "reference",
            "component",
            "artifacts",
            "input",
            "output",
            "condition",
            "loop_argument",
            "PF_PARENT",
            "PF_LOOP_ARGUMENT",
            "name",
            "type",
            "default",
            "p0",
            "ref1",
            "in1",
            "out1",
            "train",
            "a",
            "c0",
            "true",
            "{}",
            "[]",
            "''");

    private final RandomGenerator random;

    private Mistakes(RandomGenerator random) {
        this.random = random;
    }

    static String in(String text, RandomGenerator random) {
        Mistakes mistakes = new Mistakes(random);
        String spoiled = text;
        int many = 1 + random.nextInt(3);
        for (int i = 0; i < many; i++) {
            spoiled = random.nextBoolean() ? mistakes.line(spoiled) : mistakes.character(spoiled);
        }
        return spoiled;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String line(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return one(STRAY);
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.set(at, " ".repeat(1 + random.nextInt(3)) + line);
            case 3 -> lines.set(at, line.replaceFirst("^ ", ""));
            case 4 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
            default -> lines.set(at, replacedWord(line));
        }
        return String.join("\n", lines) + "\n";
    }

    private String replacedWord(String line) {
        String word = one(List.of(line.split("[^A-Za-z0-9_]+", -1)));
        return word.isEmpty() ? line : line.replaceFirst(word, one(WORDS).replace("$", ""));
    }

    private String character(String text) {
        int at = random.nextInt(text.length() + 1);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + one(STRAY) + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1 + random.nextInt(3)));
            default -> text.substring(0, at) + one(STRAY) + text.substring(Math.min(text.length(), at + 1));
        };
    }
}
