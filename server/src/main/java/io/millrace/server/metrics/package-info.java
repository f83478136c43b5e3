/** Numbers about the server, the engine and the store, for Prometheus. */
@NullMarked
package io.millrace.server.metrics;

import org.jspecify.annotations.NullMarked;
