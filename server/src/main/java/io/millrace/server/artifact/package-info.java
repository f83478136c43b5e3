/** Artifacts over HTTP: what jobs read and made, where it came from, and its bytes. */
@NullMarked
package io.millrace.server.artifact;

import org.jspecify.annotations.NullMarked;
