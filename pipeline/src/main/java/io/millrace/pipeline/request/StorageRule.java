package io.millrace.pipeline.request;

/** What the storage of a request means beside one that the pipeline names. */
public enum StorageRule {
    /** The pipeline's own name counts; the request's is for pipelines that name none. */
    EMBEDDED,
    /** Both must be equal when both are given. */
    SERVER
}
