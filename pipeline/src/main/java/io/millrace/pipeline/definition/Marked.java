package io.millrace.pipeline.definition;

import io.millrace.pipeline.source.Span;

/** A value and the place where it is written. */
public record Marked<T>(T value, Span span) {}
