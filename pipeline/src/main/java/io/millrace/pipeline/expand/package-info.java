/** Turns a pipeline without problems into the plan that a run executes. */
@NullMarked
package io.millrace.pipeline.expand;

import org.jspecify.annotations.NullMarked;
