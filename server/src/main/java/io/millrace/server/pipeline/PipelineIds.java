package io.millrace.server.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of pipelines and their versions as the wire shows them: {@code ppl-000001} and {@code 1}. */
public final class PipelineIds {
    private static final Pattern PIPELINE = Pattern.compile("ppl-(\\d{6,18})");
    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

    private PipelineIds() {}

    /** For example {@code ppl-000001}. */
    public static String text(long pipeline) {
        return "ppl-%06d".formatted(pipeline);
    }

    /** Empty when {@code text} is no id. */
    public static Optional<Long> pipeline(String text) {
        Matcher matcher = PIPELINE.matcher(text);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** Empty when {@code text} is no version. */
    public static Optional<Long> version(String text) {
        return VERSION.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
