/**
 * Deleting runs with all they left, and choosing which are no longer to be kept. A deletion is decided in one transaction;
 * from then on it can be taken up again after any crash, by deleting the run once more.
 */
@NullMarked
package io.millrace.engine.retention;

import org.jspecify.annotations.NullMarked;
