package io.millrace.pipeline.source;

/** The notation of a text. */
public enum Notation {
    YAML,
    /** The same pipeline as a JSON object; keys may also be written in camel case. */
    JSON
}
