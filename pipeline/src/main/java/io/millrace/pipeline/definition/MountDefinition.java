package io.millrace.pipeline.definition;

import io.millrace.pipeline.source.Span;

/** A storage as written; absent texts are empty. */
public record MountDefinition(
        Marked<String> name,
        Marked<String> mountPath,
        Marked<String> subPath,
        Marked<Boolean> readOnly,
        String path,
        Span at) {}
