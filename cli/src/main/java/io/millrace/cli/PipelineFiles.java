package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The pipeline files that the words of a command stand for. */
final class PipelineFiles {
    private static final int DEEPEST = 32;

    private PipelineFiles() {}

    /** Files as they are; folders become the YAML files in and below them, sorted by path, hidden ones left out. */
    static List<String> of(Context context, List<String> words) {
        List<String> files = new ArrayList<>();
        for (String word : words) {
            Path path = context.folder().resolve(word);
            if (!word.equals("-") && Files.isDirectory(path)) {
                files.addAll(in(word, path));
            } else {
                files.add(word);
            }
        }
        return files;
    }

    private static List<String> in(String word, Path folder) {
        try (Stream<Path> files = Files.find(folder, DEEPEST, (path, kind) -> kind.isRegularFile())) {
            List<String> names = files.map(folder::relativize)
                    .filter(PipelineFiles::isYaml)
                    .sorted()
                    .map(path -> Path.of(word).resolve(path).toString())
                    .toList();
            if (names.isEmpty()) {
                throw new UsageException("the folder %s holds no .yaml file".formatted(word));
            }
            return names;
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("the folder %s cannot be read: %s".formatted(word, e.getMessage()));
        }
    }

    private static boolean isYaml(Path path) {
        String name = path.getName(path.getNameCount() - 1).toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml"))
                && StreamSupport.stream(path.spliterator(), false)
                        .noneMatch(part -> part.toString().startsWith("."));
    }
}
