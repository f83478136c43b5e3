/** What is wrong with a pipeline, where, and what to do about it: problems are values, collected and never thrown. */
@NullMarked
package io.millrace.pipeline.problem;

import org.jspecify.annotations.NullMarked;
