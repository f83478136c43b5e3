/** The pipeline language over HTTP: what a text means, before anything runs. */
@NullMarked
package io.millrace.server.language;

import org.jspecify.annotations.NullMarked;
