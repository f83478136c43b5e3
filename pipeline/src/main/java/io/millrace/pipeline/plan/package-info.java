/**
 * What a run executes: a {@link io.millrace.pipeline.plan.Plan} is a checked pipeline with the request's overrides
 * applied, references replaced by their components and disabled nodes marked. Immutable, free of positions, and
 * complete: the run engine needs nothing else of the language. What only a run can know (loop items from files,
 * values of upstream parameters) stays in it as templates.
 */
@NullMarked
package io.millrace.pipeline.plan;

import org.jspecify.annotations.NullMarked;
