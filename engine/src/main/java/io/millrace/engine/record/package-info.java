/**
 * What is kept of runs: the events that a run is rebuilt from, and the rows that lists and pages are read from. Values
 * only; {@code millrace-store} writes and reads them.
 */
@NullMarked
package io.millrace.engine.record;

import org.jspecify.annotations.NullMarked;
