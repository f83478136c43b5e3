/**
 * The rules of runs: a deterministic state machine. State and signal in, events and commands out; no clock, thread,
 * file, database or chance in here, so that a run can be replayed from its events on any machine at any time.
 */
@NullMarked
package io.millrace.engine.core;

import org.jspecify.annotations.NullMarked;
