/** Jobs over HTTP: the steps of runs as PaddleFlow's clients know jobs. There are no jobs beside those. */
@NullMarked
package io.millrace.server.job;

import org.jspecify.annotations.NullMarked;
