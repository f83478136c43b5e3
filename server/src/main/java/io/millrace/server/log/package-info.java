/** Logs over HTTP. */
@NullMarked
package io.millrace.server.log;

import org.jspecify.annotations.NullMarked;
