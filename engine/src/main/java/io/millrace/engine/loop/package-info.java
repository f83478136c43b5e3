/**
 * The shell around the rules: one thread that takes signals, decides, commits and only then acts. Nothing in here knows
 * what a run should do next; nothing in {@link io.millrace.engine.core} knows how anything is done.
 */
@NullMarked
package io.millrace.engine.loop;

import org.jspecify.annotations.NullMarked;
