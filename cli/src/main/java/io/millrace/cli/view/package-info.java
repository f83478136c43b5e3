/** What a person or a program sees while a run goes on: a live table, plain lines, or JSON. */
@NullMarked
package io.millrace.cli.view;

import org.jspecify.annotations.NullMarked;
