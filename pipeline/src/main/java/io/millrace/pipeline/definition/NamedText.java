package io.millrace.pipeline.definition;

import io.millrace.pipeline.source.Span;

/**
 * A name with a text: an artifact with its source, an environment variable with its value.
 *
 * @param key where the name stands
 * @param at where the text stands
 */
public record NamedText(String name, Span key, String text, Span at) {}
