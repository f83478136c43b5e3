package io.millrace.engine.core;

/**
 * A storage as one run uses it.
 *
 * @param location where it is: the absolute path of its root folder for a local storage
 * @param seenAt the path at which jobs see its root unless the pipeline asks for another one
 */
public record StorageRoot(String location, String seenAt) {}
