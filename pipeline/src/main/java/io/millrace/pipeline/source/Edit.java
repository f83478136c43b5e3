package io.millrace.pipeline.source;

/** Replaces a piece of a text; an empty piece inserts, an empty replacement deletes. */
public record Edit(Span span, String replacement) {}
