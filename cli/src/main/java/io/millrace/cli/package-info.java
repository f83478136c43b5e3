/** Placeholder replaced by the module's own words. */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
