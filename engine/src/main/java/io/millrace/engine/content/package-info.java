/**
 * What a path of a file system holds: manifests with digests, snapshots of file times, and what differs between two of
 * them. Called by the cache, on threads that may block. Reads files and changes none; a digest is never taken from
 * memory unless the kernel's times prove the file unchanged.
 */
@NullMarked
package io.millrace.engine.content;

import org.jspecify.annotations.NullMarked;
