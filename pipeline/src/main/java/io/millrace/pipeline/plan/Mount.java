package io.millrace.pipeline.plan;

/**
 * A storage as a step sees it.
 *
 * @param storage name of the storage ({@code fs} on the wire)
 * @param mountPath absolute path inside the step; empty: the executor's default for that storage
 * @param subPath folder of the storage that is mounted, relative to its root; empty: all of it
 * @param readOnly whether the step may only read
 */
public record Mount(String storage, String mountPath, String subPath, boolean readOnly) {}
