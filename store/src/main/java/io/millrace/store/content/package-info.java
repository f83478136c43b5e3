/**
 * Remembers digests of files from one process to the next. Called by {@link io.millrace.engine.content.Contents}; never
 * touches the files that the digests are of.
 */
@NullMarked
package io.millrace.store.content;

import org.jspecify.annotations.NullMarked;
