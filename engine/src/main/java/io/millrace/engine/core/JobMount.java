package io.millrace.engine.core;

/**
 * A storage as a job gets it.
 *
 * @param storage its name
 * @param location where it is: the absolute path of its root folder for a local storage
 * @param subPath the folder of it that is mounted, relative to its root; empty: all of it
 * @param mountPath absolute path at which the job sees that folder, without a slash at the end
 * @param asked whether the pipeline asked for this mount path; false: the job takes whatever path it is told
 * @param readOnly whether the job may only read
 */
public record JobMount(
        String storage, String location, String subPath, String mountPath, boolean asked, boolean readOnly) {}
