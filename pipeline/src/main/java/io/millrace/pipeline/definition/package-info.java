/**
 * A pipeline as its author wrote it: steps, DAGs, components, with the place of each piece, nothing merged and nothing
 * looked up. What could not be read is left out; {@code problems} then says why.
 */
@NullMarked
package io.millrace.pipeline.definition;

import org.jspecify.annotations.NullMarked;
