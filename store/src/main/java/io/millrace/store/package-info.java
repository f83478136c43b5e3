/** Placeholder replaced by the module's own words. */
@NullMarked
package io.millrace.store;

import org.jspecify.annotations.NullMarked;
