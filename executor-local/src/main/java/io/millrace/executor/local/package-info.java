/** Placeholder replaced by the module's own words. */
@NullMarked
package io.millrace.executor.local;

import org.jspecify.annotations.NullMarked;
