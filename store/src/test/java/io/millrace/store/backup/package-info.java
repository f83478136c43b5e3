/** Backups of real homes, whole and broken. */
@NullMarked
package io.millrace.store.backup;

import org.jspecify.annotations.NullMarked;
