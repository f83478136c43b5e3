/** Tests of the store: real SQLite files and real processes. */
@NullMarked
package io.millrace.store;

import org.jspecify.annotations.NullMarked;
