package io.millrace.cli;

import io.millrace.pipeline.plan.CacheStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What people and tools do to a step, its files and its results between two runs, and what each strategy makes of it. */
final class CacheTraps {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-02T03:04:05.060708Z"));
    private static final FileTime LONGER_AGO = FileTime.from(Instant.parse("2025-05-05T05:05:05Z"));

    private CacheTraps() {}

    /** What becomes of the step in the second run. */
    enum End {
        HIT,
        MISS,
        /** Where permissions do not count, which is so for root, a hit. */
        UNREADABLE
    }

    @FunctionalInterface
    interface Action {
        void on(Path tree) throws IOException;
    }

    /**
     * A trap.
     *
     * @param before keys of the step in the first run; with {@code out} as an output when the trap is for that
     * @param after keys of the step in the second run
     * @param action what happens in between, to the folder {@code tree} that the step reads, or to the output it made
     * @param told what {@code cache explain} names when the content strategy misses
     */
    record Trap(
            String name,
            String before,
            String after,
            boolean onOutput,
            Action action,
            End content,
            End conservative,
            String told) {
        End end(CacheStrategy strategy) {
            return switch (strategy) {
                case CONTENT -> content;
                case CONSERVATIVE -> conservative;
            };
        }

        /** A name for a step: letters, digits and hyphens. */
        String step(int number) {
            String words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            return "t%02d-%s"
                    .formatted(number, words.substring(0, Math.min(22, words.length())))
                    .replaceFirst("-$", "");
        }
    }

    private static Trap files(String name, End content, End conservative, String told, Action action) {
        return new Trap(name, "", "", false, action, content, conservative, told);
    }

    private static Trap output(String name, End end, String told, Action action) {
        return new Trap(name, "", "", true, action, end, end, told);
    }

    private static Trap definition(String name, End end, String told, String before, String after) {
        return new Trap(name, before, after, false, tree -> {}, end, end, told);
    }

    /** All of them. */
    static List<Trap> all() {
        return Stream.of(files(), outputs(), definitions()).flatMap(it -> it).toList();
    }

    private static Stream<Trap> files() {
        return Stream.of(
                files("nothing at all", End.HIT, End.HIT, "", tree -> {}),
                files("touch", End.HIT, End.MISS, "", tree -> shell(tree, "touch a.txt")),
                files("touch of a folder", End.HIT, End.MISS, "", tree -> shell(tree, "touch sub")),
                files("cp -p of an older file", End.MISS, End.HIT, "a.txt: a file of 3 bytes", tree -> {
                    write(tree.resolveSibling("older"), "ONE", LONGER_AGO);
                    shell(tree, "cp -p ../older b.txt; cp -p ../older a.txt");
                }),
                files("rsync -t", End.MISS, End.MISS, "a.txt: a file of 3 bytes", tree -> {
                    write(tree.resolveSibling("source"), "ONE", LONGER_AGO);
                    // where there is no rsync, what it does: a file beside it, with its time, put in its place
                    shell(
                            tree,
                            "if command -v rsync; then rsync -t ../source a.txt;"
                                    + " else cp -p ../source .a.txt.x; mv .a.txt.x a.txt; fi");
                }),
                files("rsync -t of folders too", End.MISS, End.HIT, "a.txt", tree -> {
                    write(tree.resolveSibling("source"), "ONE", LONGER_AGO);
                    shell(tree, "cp -p ../source .a.txt.x; mv .a.txt.x a.txt");
                    setBack(tree);
                }),
                files(
                        "the same size in the same second",
                        End.MISS,
                        End.MISS,
                        "a.txt",
                        tree -> write(tree.resolve("a.txt"), "ONE", later(Duration.ofMillis(1)))),
                files(
                        "the same size and time",
                        End.MISS,
                        End.HIT,
                        "a.txt",
                        tree -> write(tree.resolve("a.txt"), "ONE", LONG_AGO)),
                files("a checkout that rewrites times", End.HIT, End.MISS, "", tree -> {
                    for (String name : List.of("a.txt", "b.txt", "sub/c.txt")) {
                        String text = Files.readString(tree.resolve(name));
                        Files.delete(tree.resolve(name));
                        Files.writeString(tree.resolve(name), text);
                    }
                }),
                files("a hard link added", End.MISS, End.MISS, "hard: added", tree -> shell(tree, "ln a.txt hard")),
                files("written through a hard link", End.MISS, End.HIT, "a.txt", tree -> {
                    shell(tree, "ln a.txt ../outside; printf ONE > ../outside");
                    setBack(tree);
                }),
                files(
                        "a symbolic link retargeted",
                        End.MISS,
                        End.MISS,
                        "link: a link",
                        tree -> shell(tree, "ln -sfn b.txt link")),
                files("what a link leads to outside", End.MISS, End.HIT, "behind its link out", tree -> {
                    Files.writeString(tree.resolveSibling("outer").resolve("file"), "OUTER");
                }),
                files("a link outside retargeted on the way", End.MISS, End.HIT, "behind its link out", tree -> {
                    shell(
                            tree,
                            "mkdir ../outer2; echo x > ../outer2/file; mv ../outer ../moved; ln -s outer2 ../outer");
                }),
                files("truncated", End.MISS, End.MISS, "b.txt: a file of 4 bytes", tree -> shell(tree, "> b.txt")),
                files("deleted", End.MISS, End.MISS, "b.txt: removed", tree -> shell(tree, "rm b.txt")),
                files("replaced by an older one", End.MISS, End.MISS, "a.txt", tree -> {
                    write(tree.resolveSibling("other"), "ONE", LONG_AGO);
                    Files.move(tree.resolveSibling("other"), tree.resolve("a.txt"), StandardCopyOption.ATOMIC_MOVE);
                }),
                files("a backup restored", End.HIT, End.HIT, "", tree -> {
                    shell(tree, "cp -a . ../backup; echo spoiled > a.txt; rm b.txt; mkdir new");
                    shell(tree.resolveSibling("backup"), "rm -r ../tree; cp -a . ../tree");
                }),
                files("a backup of another state restored", End.MISS, End.HIT, "a.txt", tree -> {
                    shell(tree, "cp -a . ../backup");
                    write(tree.resolveSibling("backup").resolve("a.txt"), "old", LONGER_AGO);
                    shell(tree.resolveSibling("backup"), "touch -r ../tree/b.txt ../tree; cp -a a.txt ../tree/a.txt");
                    setBack(tree);
                }),
                files("renamed", End.MISS, End.MISS, "d.txt: added", tree -> shell(tree, "mv b.txt d.txt")),
                files("renamed and times set back", End.MISS, End.HIT, "b.txt: removed", tree -> {
                    shell(tree, "mv b.txt d.txt");
                    setBack(tree);
                }),
                files(
                        "an empty folder added",
                        End.MISS,
                        End.MISS,
                        "new: added, a folder",
                        tree -> shell(tree, "mkdir new")),
                files(
                        "executable now",
                        End.MISS,
                        End.HIT,
                        "a.txt: now executable",
                        tree -> shell(tree, "chmod u+x a.txt")),
                files("writable for others", End.HIT, End.HIT, "", tree -> shell(tree, "chmod o+w a.txt")),
                files("permissions removed", End.UNREADABLE, End.HIT, "", tree -> shell(tree, "chmod a-rwx b.txt")),
                files(
                        "a name that is no text",
                        End.MISS,
                        End.MISS,
                        "\\xff",
                        tree -> shell(tree, "touch \"$(printf '\\377')\"")),
                files(
                        "a name of 255 bytes",
                        End.MISS,
                        End.MISS,
                        "x".repeat(255),
                        tree -> Files.writeString(tree.resolve("x".repeat(255)), "")));
    }

    private static Stream<Trap> outputs() {
        return Stream.of(
                output("output untouched", End.HIT, "", made -> {}),
                output("output touched", End.HIT, "", made -> shell(made, "touch f; touch .")),
                output("output truncated", End.MISS, "its output 'out' was changed", made -> shell(made, "> f")),
                output("output deleted", End.MISS, "its output 'out' is gone", made -> shell(made, "rm -r ../out")),
                output("output replaced", End.MISS, "its output 'out' was changed", made -> {
                    FileTime time = Files.getLastModifiedTime(made.resolve("f"));
                    write(made.resolve("f"), "MADE\n", time);
                }),
                output(
                        "file of an output deleted",
                        End.MISS,
                        "its output 'out' was changed",
                        made -> shell(made, "rm f")),
                output(
                        "file added to an output",
                        End.MISS,
                        "its output 'out' was changed",
                        made -> shell(made, "touch g")),
                output("output restored", End.HIT, "", made -> shell(made, "cp -a f ../f; rm f; mv ../f f")));
    }

    private static Stream<Trap> definitions() {
        return Stream.of(
                definition("env in another order", End.HIT, "", "env: {A: 1, B: 2}", "env: {B: 2, A: 1}"),
                definition("env name in another case", End.MISS, "env a", "env: {A: 1}", "env: {a: 1}"),
                definition("env value in another case", End.MISS, "env A", "env: {A: x}", "env: {A: X}"),
                definition("white space in env", End.MISS, "env A", "env: {A: 'x y'}", "env: {A: 'x  y'}"),
                definition("env moved to another name", End.MISS, "env B", "env: {A: 1}", "env: {B: 1}"),
                definition("env values exchanged", End.MISS, "env B", "env: {A: 1, B: 2}", "env: {A: 2, B: 1}"),
                definition(
                        "parameters in another order",
                        End.HIT,
                        "",
                        "parameters: {p: 1, q: 2}",
                        "parameters: {q: 2, p: 1}"),
                definition(
                        "parameter in another case",
                        End.MISS,
                        "parameter p",
                        "parameters: {p: x}",
                        "parameters: {p: X}"),
                definition(
                        "parameter name in other case",
                        End.MISS,
                        "parameter P",
                        "parameters: {p: x}",
                        "parameters: {P: x}"),
                definition(
                        "white space in a parameter",
                        End.MISS,
                        "parameter p",
                        "parameters: {p: 'x'}",
                        "parameters: {p: 'x '}"),
                definition(
                        "parameter moved",
                        End.MISS,
                        "parameter q",
                        "parameters: {p: 1, q: ''}",
                        "parameters: {p: '', q: 1}"),
                definition("parameter made an env", End.MISS, "env p", "parameters: {p: 1}", "env: {p: 1}"),
                definition("a number as text", End.HIT, "", "parameters: {p: 1}", "parameters: {p: '1'}"),
                definition("white space in the command", End.MISS, "command", "command: echo  a", "command: echo a"),
                definition("image", End.MISS, "image", "docker_env: a:1", "docker_env: a:2"));
    }

    /** A tree like a small project, all of it long ago. */
    static void plant(Path tree) throws IOException {
        Files.createDirectories(tree.resolve("sub"));
        Files.createDirectories(tree.resolveSibling("outer"));
        Files.writeString(tree.resolveSibling("outer").resolve("file"), "outer");
        Files.writeString(tree.resolve("a.txt"), "one");
        Files.writeString(tree.resolve("b.txt"), "four");
        Files.writeString(tree.resolve("sub/c.txt"), "c");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("a.txt"));
        Files.createSymbolicLink(tree.resolve("out"), Path.of("../outer"));
        setBack(tree);
    }

    private static void setBack(Path tree) throws IOException {
        shell(tree, "find . -depth -exec touch -h -d %s {} +".formatted(LONG_AGO));
    }

    private static FileTime later(Duration by) {
        return FileTime.from(LONG_AGO.toInstant().plus(by));
    }

    private static void write(Path file, String text, FileTime time) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, time);
    }

    private static void shell(Path folder, String command) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
