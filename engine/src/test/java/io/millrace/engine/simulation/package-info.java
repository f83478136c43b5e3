/**
 * Runs in virtual time: the real rules, the real event format, and a world of processes, files, slots and crashes that
 * one seed decides. What must hold is checked after every event.
 */
@NullMarked
package io.millrace.engine.simulation;

import org.jspecify.annotations.NullMarked;
