/** The program as its users meet it: real files, real processes, a real database, and what is printed. */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
