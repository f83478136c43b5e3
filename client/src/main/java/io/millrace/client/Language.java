package io.millrace.client;

import java.util.Map;

/** What pipelines mean, before anything runs. Safe for use by many threads. */
public final class Language {
    private static final String PIPELINE = "pipeline";

    private final Wire wire;

    Language(Wire wire) {
        this.wire = wire;
    }

    /** All that is wrong with the text of a pipeline. */
    public Validation validate(String yaml) {
        return Validation.of(
                wire.ask(Request.own("POST", "/validate", Map.of(), Fields.write(Map.of(PIPELINE, yaml)))));
    }

    /**
     * A drawing of what a pipeline does.
     *
     * @throws MillraceClientException InvalidPipeline
     */
    public String graph(String yaml, GraphFormat format) {
        return wire.transport()
                .text(Request.own("POST", "/graph", format.query(), Fields.write(Map.of(PIPELINE, yaml))));
    }
}
