package io.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pipeline files that the words of a command stand for. */
final class PipelineFiles {
    private PipelineFiles() {}

    /** Files as they are; folders become the YAML files in them, sorted by name. */
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
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .sorted()
                    .map(name -> Path.of(word, name).toString())
                    .toList();
            if (names.isEmpty()) {
                throw new UsageException("the folder %s holds no .yaml file".formatted(word));
            }
            return names;
        } catch (IOException e) {
            throw new UsageException("the folder %s cannot be read: %s".formatted(word, e.getMessage()));
        }
    }
}
