package io.millrace.server.run;

import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;

/** The pipelines that users registered. Safe for use by many threads. */
@FunctionalInterface
public interface Templates {
    /**
     * A version of a pipeline.
     *
     * @param version empty: the newest
     * @throws ApiException PipelineNotFound or AccessDenied
     */
    Version version(Caller caller, String pipeline, String version);

    /**
     * What a version holds.
     *
     * @param name of the pipeline, whatever its text says; empty: that of the text
     * @param storage the storage that it was read from; empty: none
     */
    record Version(String name, String text, String storage) {}
}
