/** Upkeep with works that count. */
@NullMarked
package io.millrace.server.upkeep;

import org.jspecify.annotations.NullMarked;
