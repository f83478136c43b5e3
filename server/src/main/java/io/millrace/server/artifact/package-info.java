/** Artifacts over HTTP. */
@NullMarked
package io.millrace.server.artifact;

import org.jspecify.annotations.NullMarked;
