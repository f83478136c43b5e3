package io.millrace.pipeline.document;

import io.millrace.pipeline.source.Span;

/** A value of the text. */
public sealed interface Node permits Mapping, Sequence, Scalar {
    /** Where it stands; for a value reached through an alias, where it was written. */
    Span span();

    /** Number of values in it, itself included, aliases followed. */
    int size();
}
