/**
 * Runs attempts as processes of this machine. A resident launcher (a Perl script beside this package) forks a small
 * wrapper for each attempt; wrapper and command need nothing of Millrace to live, and tell through files what became of
 * them, so that a later Millrace finds them again.
 *
 * <p>{@link io.millrace.executor.local.LocalExecutor} is the door. Nothing in here decides about runs.
 */
@NullMarked
package io.millrace.executor.local;

import org.jspecify.annotations.NullMarked;
