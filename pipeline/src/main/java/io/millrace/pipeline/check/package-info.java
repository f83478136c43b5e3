/**
 * The rules that a pipeline must keep beyond its form. Each class looks at one family of rules and reports all it finds;
 * {@link io.millrace.pipeline.check.Checks} runs them.
 */
@NullMarked
package io.millrace.pipeline.check;

import org.jspecify.annotations.NullMarked;
