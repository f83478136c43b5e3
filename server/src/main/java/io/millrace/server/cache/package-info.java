/** The step cache over HTTP. */
@NullMarked
package io.millrace.server.cache;

import org.jspecify.annotations.NullMarked;
