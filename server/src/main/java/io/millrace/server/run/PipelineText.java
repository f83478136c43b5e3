package io.millrace.server.run;

import io.millrace.pipeline.source.Notation;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The text of a pipeline and where it came from.
 *
 * @param notation of the text
 * @param source a digest of the text, a pipeline with its version, or a path
 * @param name that the text is registered under; empty: none
 * @param storage that the text brings along; empty: none
 */
public record PipelineText(String text, Notation notation, String source, String name, String storage) {
    /** A text in YAML. */
    PipelineText(String text, String source) {
        this(text, Notation.YAML, source, "", "");
    }

    /** Programs put them into long texts; anything else that is not base64 is a mistake. */
    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]+");

    private static final String DEFAULT_PATH = "./run.yaml";

    /** The text that a request names, in this order: the text itself, a registered pipeline, a file in a storage. */
    static PipelineText of(RunSpec spec, Caller caller, String owner, Storages storages, Templates templates) {
        if (!spec.rawYaml().isEmpty()) {
            String text = decoded(spec.rawYaml(), ApiCode.MALFORMED_YAML);
            return new PipelineText(text, md5(text));
        }
        if (!spec.pipeline().isEmpty()) {
            Templates.Version version = templates.version(caller, spec.pipeline(), spec.version());
            String source = spec.pipeline() + "-" + spec.version();
            return new PipelineText(version.text(), Notation.YAML, source, version.name(), version.storage());
        }
        if (spec.storage().isEmpty()) {
            throw ApiCode.INVALID_ARGUMENTS.because(
                    "say where the pipeline is: runYamlRaw, pipelineID, or runYamlPath in fsName");
        }
        String path = spec.yamlPath().isEmpty() ? DEFAULT_PATH : spec.yamlPath();
        return new PipelineText(storages.text(owner, spec.storage(), path), path);
    }

    /**
     * The UTF-8 text that base64 stands for.
     *
     * @param code of the error when it does not
     */
    public static String decoded(String base64, ApiCode code) {
        try {
            byte[] bytes = Base64.getDecoder().decode(LINE_ENDS.matcher(base64).replaceAll(""));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw code.because("the pipeline must be base64: " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw code.because("the pipeline must be UTF-8 text");
        }
    }

    /** MD5 of a text, in hexadecimal digits: its identity, not its protection. */
    public static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
