package io.millrace.cli;

import io.millrace.engine.cache.Sha256;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A pipeline file that was read.
 *
 * @param name as the user wrote it, for messages
 * @param origin where it came from, the same for every run of it
 * @param folder where relative paths begin
 */
record PipelineFile(String name, String origin, Path folder, String text) {
    /** More than any pipeline needs; the language has a limit of its own below this one. */
    private static final int MOST_BYTES = 16 << 20;

    /** JSON for files that are named so, with its camel case; JSON without it is YAML too. */
    Notation notation() {
        return name.endsWith(".json") ? Notation.JSON : Notation.YAML;
    }

    /** The text under the name that messages give it. */
    SourceText source() {
        return new SourceText(name, text);
    }

    static PipelineFile read(Context context, String name) {
        if (name.equals("-")) {
            String text = standardInput();
            return new PipelineFile("<standard input>", "sha256:" + Sha256.of(text), context.folder(), text);
        }
        Path path = context.folder().resolve(name).normalize();
        if (Files.isDirectory(path)) {
            throw new UsageException("%s is a folder, not a pipeline file; did you mean %s?"
                    .formatted(name, Path.of(name, "pipeline.yaml")));
        }
        Path folder = path.getParent() == null ? context.folder() : path.getParent();
        try (InputStream stream = Files.newInputStream(path)) {
            return new PipelineFile(name, path.toAbsolutePath().toString(), folder, text(name, stream));
        } catch (NoSuchFileException e) {
            throw new UsageException("%s does not exist".formatted(name));
        } catch (AccessDeniedException e) {
            throw new UsageException("%s cannot be read: permission denied".formatted(name));
        } catch (IOException e) {
            throw new UsageException("%s cannot be read: %s".formatted(name, e.getMessage()));
        }
    }

    private static String standardInput() {
        try {
            return text("<standard input>", System.in);
        } catch (IOException e) {
            throw new UsageException("standard input cannot be read: " + e.getMessage());
        }
    }

    private static String text(String name, InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new UsageException(
                    "%s is larger than %d MiB and cannot be a pipeline".formatted(name, MOST_BYTES >> 20));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("%s is not UTF-8 text; save it as UTF-8".formatted(name));
        }
    }
}
