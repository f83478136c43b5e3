/**
 * The command line, and the one place that builds the program: {@link io.millrace.cli.Main} reads the words, a command
 * opens what it needs and calls it, a view shows what happens. No rule about runs lives here.
 */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
