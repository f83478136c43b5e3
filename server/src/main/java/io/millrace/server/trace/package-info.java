/** Runs as traces of OpenTelemetry, for those who configure where to send them. */
@NullMarked
package io.millrace.server.trace;

import org.jspecify.annotations.NullMarked;
