/** Registered pipelines and their versions over HTTP. */
@NullMarked
package io.millrace.server.pipeline;

import org.jspecify.annotations.NullMarked;
